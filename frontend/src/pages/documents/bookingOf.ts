/** The booking that a document is about, if it is about one. */
export const bookingOf = ({ source }: { source: string }): string | null =>
  source.startsWith('bk_') ? source : null
