/**
 * The Idempotency-Key of one form or dialog. The same body keeps its key, so that a retry after a
 * lost answer acts once; another body, or a next time after success, gets a new one.
 */
export class Attempt {
  #key: string = crypto.randomUUID()
  #body: string | null = null

  keyFor(body: unknown): string {
    const sent = JSON.stringify(body) ?? ''
    if (this.#body !== null && this.#body !== sent) this.#key = crypto.randomUUID()
    this.#body = sent
    return this.#key
  }

  renew(): void {
    this.#key = crypto.randomUUID()
    this.#body = null
  }
}
