import { useTranslation } from 'react-i18next'
import { AMENITIES, ROOM_KINDS } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, percent } from '@/money/money'
import { isMode, isRegime } from '@/pages/billing/codes'
import { dateWords, weekdayNames } from '@/time/format'
import { type Field, readDated, readField } from './field'

const PRICES = ['price_hour', 'price_half_day', 'price_day', 'entity_capital']
const DATED = ['regimes', 'modes', 'commissions']
/** Typed by people: a name may happen to be the code of something else. */
const TYPED = ['name', 'description', 'entity_name', 'entity_form', 'address_city', 'footer']

/** A change of the audit log as a line: « capacité : 8 → 10 ». */
export function useChangeWords() {
  const { t } = useTranslation()
  const language = useLanguage()

  function fieldWords(path: string, field: Field): string {
    if (field.of === 'hours') {
      return t('journal.hours', { day: weekdayNames(language)[field.weekday] ?? path })
    }
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

  function valueWords(field: Field, value: unknown): string {
    if (field.of !== 'hours' && field.name && typeof value === 'number') {
      if (PRICES.includes(field.name)) return euros(value, language)
    }
    if (field.of !== 'hours' && field.name && DATED.includes(field.name) && Array.isArray(value)) {
      return value.map(dated).join(', ') || t('journal.nothing')
    }
    if (field.of !== 'hours' && field.name === 'logo' && value) return t('journal.image')
    if (field.of !== 'hours' && field.name && TYPED.includes(field.name)) {
      return typeof value === 'string' && value
        ? t('journal.quoted', { text: value })
        : t('journal.nothing')
    }
    return plain(value)
  }

  return (path: string, [before, after]: readonly unknown[]): string => {
    const field = readField(path)
    return t('journal.change', {
      field: fieldWords(path, field),
      before: valueWords(field, before),
      after: valueWords(field, after),
    })
  }
}
