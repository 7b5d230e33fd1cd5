import { Stack, Text, Title } from '@mantine/core'
import type { LegalText } from '@/api/shapes'
import classes from './billing.module.css'
import { blocksOf } from './legalText'

interface Props {
  text: LegalText
  /** The rank of its titles on the page. */
  order: 2 | 3
}

/** A legal text, in the language that it came in. */
export function TextOf({ text, order }: Props) {
  return (
    <Stack gap="sm" lang={text.language}>
      {blocksOf(text.body).map(({ kind, text: words }) =>
        kind === 'heading' ? (
          <Title key={words} order={order} size="h5" mt="xs">
            {words}
          </Title>
        ) : (
          <Text key={words} className={classes.paragraph}>
            {words}
          </Text>
        ),
      )}
    </Stack>
  )
}
