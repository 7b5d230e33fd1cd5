import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { DocumentAmount, DocumentState } from '@/pages/documents/DocumentState'
import { DocumentName } from '@/pages/documents/DocumentsTable'
import { DownloadButton } from '@/pages/documents/DownloadButton'
import type { Files } from '@/pages/documents/source'
import { plainDate } from '@/time/format'
import classes from './BookingDocuments.module.css'

interface Props {
  booking: Booking
  source: Files
  side: 'coworker' | 'host'
}

/** The invoice and the credit note of a booking, with their files. */
export function BookingDocuments({ booking, source, side }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { documents, money } = booking
  if (documents.length === 0)
    return <Text>{t(`documents.of_booking.${absence(money, side)}`)}</Text>
  return (
    <ul className={classes.list}>
      {documents.map((document) => (
        <li key={document.id} className={classes.document}>
          <Stack gap={2} className={classes.words}>
            <DocumentName document={document} />
            <Text size="sm" c="dimmed">
              <time dateTime={document.issued_on}>{plainDate(document.issued_on, language)}</time>
            </Text>
            <Group gap="xs">
              <DocumentAmount document={document} />
              <DocumentState state={document.state} />
            </Group>
          </Stack>
          <DownloadButton source={source} document={document} />
        </li>
      ))}
    </ul>
  )
}

/** Why there is none: a host sees none at all of what the platform sells in its own name. */
function absence(money: Booking['money'], side: Props['side']) {
  if (money !== 'captured') return 'none'
  return side === 'coworker' ? 'soon' : 'none_of_yours'
}
