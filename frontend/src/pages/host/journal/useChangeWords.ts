import { useTranslation } from 'react-i18next'
import { AMENITIES, EQUIPMENT, ROOM_KINDS } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, percent } from '@/money/money'
import { isMode, isRegime } from '@/pages/billing/codes'
import { lengthWords } from '@/pages/space/words'
import { dateWords, readersZone, weekdayNames } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { roleWords } from '../team/roles'
import { type Field, type FieldName, isReordered, readDated, readField, readStep } from './field'

const PRICES = [
  'price_hour',
  'price_half_day',
  'price_day',
  'price_week',
  'price_month',
  'entity_capital',
]
const MINUTES = [
  'rules_shortest',
  'rules_longest',
  'rules_notice',
  'rules_horizon',
  'rules_buffer',
] as const satisfies readonly FieldName[]
const DATED = ['regimes', 'modes', 'commissions']
/** Typed by people: a name may happen to be the code of something else. */
const TYPED = [
  'name',
  'description',
  'access_notes',
  'house_rules',
  'entity_name',
  'entity_form',
  'address_city',
  'footer',
]

/** A change of the audit log as a line: « capacité : 8 → 10 ». */
export function useChangeWords() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { moment } = useTimeWords()

  function fieldWords(path: string, field: Field): string {
    if (field.of === 'hours') {
      return t('journal.hours', { day: weekdayNames(language)[field.weekday] ?? path })
    }
    if (field.of === 'day') return t('journal.day', { day: dateWords(field.day, language) })
    const name = field.name ? t(`journal.field.${field.name}`) : path
    if (field.of === 'space') return name
    if (!field.name) return t('journal.room', { room: field.room })
    return t('journal.room_field', { room: field.room, field: name })
  }

  function plain(value: unknown): string {
    if (value === null || value === undefined || value === '') return t('journal.nothing')
    if (Array.isArray(value)) return value.map(coded).join(', ') || t('journal.nothing')
    return coded(value)
  }

  function coded(value: unknown): string {
    const text = String(value)
    const kind = ROOM_KINDS.find((one) => one === text)
    if (kind) return t(`space.kind.${kind}`)
    const amenity = AMENITIES.find((one) => one === text)
    if (amenity) return t(`space.amenity.${amenity}`)
    const equipment = EQUIPMENT.find((one) => one === text)
    if (equipment) return t(`space.equipment.${equipment}`)
    if (text === 'whole' || text === 'seat') return t(`space.sold_as.${text}`)
    if (text === 'automatic' || text === 'by_hand') return t(`journal.acceptance.${text}`)
    return text
  }

  function dated(value: unknown): string {
    const read = readDated(value)
    if (!read) return plain(value)
    const day = dateWords(read.day, language)
    if (isRegime(read.code)) {
      return t('journal.dated', { day, words: t(`billing.regime.${read.code}`) })
    }
    if (isMode(read.code)) {
      return t('journal.dated', { day, words: t(`billing.mode.${read.code}`) })
    }
    return t('journal.dated', { day, words: percent(Number(read.code), language) })
  }

  /** Of an exceptional day: no hours are a closed day, and nothing at all the week's hours. */
  function dayHours(value: unknown): string {
    if (value === '') return t('space.closed')
    return value === null ? t('journal.usual_hours') : plain(value)
  }

  function step(value: unknown): string {
    const read = readStep(value)
    if (!read) return plain(value)
    const kept = percent(read.kept * 100, language)
    return t('journal.step', { length: lengthWords(t, read.hours * 60), kept })
  }

  function valueWords(field: Field, value: unknown): string {
    if (field.of === 'hours') return plain(value)
    if (field.of === 'day') return dayHours(value)
    if (MINUTES.some((name) => name === field.name) && typeof value === 'number') {
      return value > 0 ? lengthWords(t, value) : t('journal.nothing')
    }
    if (field.name === 'cancellation' && Array.isArray(value)) {
      return value.map(step).join(', ') || t('journal.free_cancellation')
    }
    if (field.name && typeof value === 'number') {
      if (PRICES.includes(field.name)) return euros(value, language)
    }
    if (field.name && DATED.includes(field.name) && Array.isArray(value)) {
      return value.map(dated).join(', ') || t('journal.nothing')
    }
    if (field.name === 'start' || field.name === 'end') {
      return typeof value === 'string' ? moment(value, readersZone()) : plain(value)
    }
    if (field.name === 'pictures' && Array.isArray(value)) {
      return t('journal.pictures', { count: value.length })
    }
    if (field.name === 'logo' && value) return t('journal.image')
    if (field.of === 'space' && field.name === 'role') {
      return roleWords(t, value) || t('journal.nothing')
    }
    if (field.name && TYPED.includes(field.name)) {
      return typeof value === 'string' && value
        ? t('journal.quoted', { text: value })
        : t('journal.nothing')
    }
    return plain(value)
  }

  return (path: string, [before, after]: readonly unknown[]): string => {
    const field = readField(path)
    if (path === 'pictures' && isReordered(before, after)) {
      return t('journal.pictures_ordered', { field: fieldWords(path, field) })
    }
    return t('journal.change', {
      field: fieldWords(path, field),
      before: valueWords(field, before),
      after: valueWords(field, after),
    })
  }
}
