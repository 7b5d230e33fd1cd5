export interface Block {
  kind: 'heading' | 'paragraph'
  text: string
}

/** The plainest Markdown: `##` before a title, blank lines between paragraphs, nothing else. */
export const blocksOf = (body: string): Block[] =>
  body
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map((block) =>
      block.startsWith('## ')
        ? { kind: 'heading', text: block.slice(3) }
        : { kind: 'paragraph', text: block },
    )
