import { useTranslation } from 'react-i18next'
import { TextLink } from '@/ui/links'

interface Props {
  hostId: string
  /** The key of what it happened to: `BK#…`, `WEEKLY#…`, `SPACE#…`, `PURSE#…`, `MONTH#<host>#<month>`. */
  subject: string
  title: string
}

export function SubjectLink({ hostId, subject, title }: Props) {
  const { t } = useTranslation()
  const [kind, id, month] = subject.split('#')
  const label = { 'aria-label': t('journal.open_what', { what: title }), size: 'sm' }
  if (!id) return null
  if (kind === 'BK') {
    const params = { hostId, bookingId: id }
    return (
      <TextLink to="/hote/$hostId/reservations/$bookingId" params={params} {...label}>
        {t('journal.open')}
      </TextLink>
    )
  }
  if (kind === 'WEEKLY') {
    const params = { hostId, seriesId: id }
    return (
      <TextLink to="/hote/$hostId/reservations/series/$seriesId" params={params} {...label}>
        {t('journal.open')}
      </TextLink>
    )
  }
  if (kind === 'SPACE') {
    const params = { hostId, spaceId: id }
    return (
      <TextLink to="/hote/$hostId/espaces/$spaceId" params={params} {...label}>
        {t('journal.open')}
      </TextLink>
    )
  }
  if (kind === 'MONTH' && month) {
    return (
      <TextLink to="/hote/$hostId/versements/$month" params={{ hostId, month }} {...label}>
        {t('journal.open')}
      </TextLink>
    )
  }
  if (kind === 'PURSE') {
    return (
      <TextLink to="/hote/$hostId/versements" params={{ hostId }} {...label}>
        {t('journal.open')}
      </TextLink>
    )
  }
  return null
}
