import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document, SettlementMonth } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import bookingClasses from '@/pages/booking/BookingDocuments.module.css'
import { DocumentName } from '@/pages/documents/DocumentsTable'
import { DownloadButton } from '@/pages/documents/DownloadButton'
import { type Files, hostDocuments, hostPurchases } from '@/pages/documents/source'
import { signed } from '@/pages/documents/sums'
import { Section } from '@/ui/Section'
import { monthQuery } from './queries'

interface Props {
  hostId: string
  month: SettlementMonth
}

/** What the host sold to the platform was issued in his name; all else of a month is addressed to him. */
const isIssued = ({ kind }: Document): boolean =>
  kind === 'self_billed' || kind === 'self_billed_credit_note'

/** The invoices of a month and what corrects them. */
export function MonthDocuments({ hostId, month }: Props) {
  const { t } = useTranslation()
  const { documents, state } = month
  // A file that is not there yet is told by the month itself.
  const [issued, received] = useMemo((): [Files, Files] => {
    const key = monthQuery(hostId, month.month).queryKey
    return [
      { ...hostDocuments(hostId), key },
      { ...hostPurchases(hostId), key },
    ]
  }, [hostId, month.month])
  const billed = state === 'closed' || state === 'contested'
  return (
    <Section title={t('payouts.month.documents')}>
      {documents.length === 0 && (
        <Text>
          {t(billed ? 'payouts.month.documents_none' : 'payouts.month.documents_none_open')}
        </Text>
      )}
      {documents.length > 0 && (
        <ul className={bookingClasses.list}>
          {documents.map((document) => (
            <li key={document.id} className={bookingClasses.document}>
              <Stack gap={2} className={bookingClasses.words}>
                <Text fw={550}>{document.title}</Text>
                <DocumentName document={document} />
                <Amount cents={signed(document).ttc} basis="TTC" />
              </Stack>
              <DownloadButton source={isIssued(document) ? issued : received} document={document} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
