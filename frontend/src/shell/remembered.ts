/** Small, non-secret choices kept on this device. Storage may be refused: then they last a page. */
type Choice = 'language' | 'mode' | 'host' | 'signed-in'

const page = new Map<Choice, string>()
const key = (choice: Choice) => `pupitre.${choice}`

export function recall(choice: Choice): string | null {
  try {
    return localStorage.getItem(key(choice)) ?? page.get(choice) ?? null
  } catch {
    return page.get(choice) ?? null
  }
}

export function remember(choice: Choice, value: string | null): void {
  if (value === null) page.delete(choice)
  else page.set(choice, value)
  try {
    if (value === null) localStorage.removeItem(key(choice))
    else localStorage.setItem(key(choice), value)
  } catch {
    // Kept for this page only.
  }
}
