import { useTranslation } from 'react-i18next'
import type { Room } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import classes from './RoomDetails.module.css'
import { cancellationWords, rulesWords } from './words'

/** What a coworker should know of a room before booking it; nothing where its host told nothing. */
export function RoomDetails({ room }: { room: Room }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const details = [
    {
      name: t('space.room_equipment'),
      words: room.equipment.map((one) => t(`space.equipment.${one}`)).join(', '),
    },
    { name: t('space.rules.title'), words: rulesWords(t, room.rules) },
    {
      name: t('space.cancellation.title'),
      words: room.tariff ? cancellationWords(t, language, room.cancellation) : '',
    },
  ].filter(({ words }) => words)
  if (details.length === 0) return null
  return (
    <dl className={classes.details}>
      {details.map(({ name, words }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
