import type { UseFormReturnType } from '@mantine/form'
import type {
  BillingSettings,
  BillingSettingsBody,
  DatedRate,
  PlatformSettingsBody,
} from '@/api/shapes'
import { centsOf } from '@/money/money'
import { isMode, isRegime } from './codes'
import { type Dated, isMissing } from './dated'

/**
 * The values bear the names of the API's body, so that the pointers of its field errors
 * (`/entity/siret`) are paths of the form. The capital is typed in euros, commissions in per cent.
 */
export interface SettingsValues extends Record<string, unknown> {
  entity: {
    name: string
    form: string
    capital: number | string
    siren: string
    siret: string
    registry: string
    vat_number: string
    email: string
    address: { line1: string; line2: string; postcode: string; city: string; country: 'FR' }
  }
  regimes: Dated[]
  modes: Dated[]
  commissions: Dated[]
  footer: string
  payment_days: number | string
}

export type SettingsFormApi = UseFormReturnType<SettingsValues>

const LISTS = ['regimes', 'modes', 'commissions'] as const

export type DatedList = (typeof LISTS)[number]

/** Paths of changes that were added and not chosen: sent without them, they would be lost. */
export const unchosen = (values: SettingsValues): string[] =>
  LISTS.flatMap((list) =>
    values[list].flatMap((row, index) =>
      isMissing(row, values[list]) ? [`${list}.${index}.value`] : [],
    ),
  )

interface Begun {
  since: string
}

// The day is a name of its own: no two values begin on the same.
const rows = <Value extends Begun>(
  values: readonly Value[],
  read: (value: Value) => Dated['value'],
) => values.map((value) => ({ key: value.since, since: value.since, value: read(value) }))

/** Rates in basis points, typed in per cent. */
export const ratesOf = (rates: readonly DatedRate[]): Dated[] =>
  rows(rates, ({ rate }) => rate / 100)

export const toRates = (rates: readonly Dated[]): DatedRate[] =>
  rates.flatMap(({ since, value }) => {
    const rate = centsOf(value)
    return rate === null ? [] : [{ since, rate }]
  })

/** An empty list opens on one that begins today, ready to be chosen. */
const orFirst = (list: Dated[], today: string): Dated[] =>
  list.length > 0 ? list : [{ key: 'first', since: today, value: '' }]

export function toForm(settings: BillingSettings, today: string): SettingsValues {
  const { entity } = settings
  return {
    entity: {
      ...entity,
      capital: entity.capital === null ? '' : entity.capital / 100,
      address: { ...entity.address, country: 'FR' },
    },
    regimes: orFirst(
      rows(settings.regimes, ({ regime }) => regime),
      today,
    ),
    modes: orFirst(
      rows(settings.modes, ({ mode }) => mode),
      today,
    ),
    commissions: orFirst(ratesOf(settings.commissions), today),
    footer: settings.footer,
    payment_days: settings.payment_days,
  }
}

const common = ({ entity, regimes, footer, payment_days }: SettingsValues) => ({
  entity: { ...entity, capital: centsOf(entity.capital) },
  regimes: regimes.flatMap(({ since, value }) =>
    isRegime(value) ? [{ since, regime: value }] : [],
  ),
  footer,
  payment_days: Number(payment_days),
})

export const toHostBody = (values: SettingsValues): BillingSettingsBody => ({
  ...common(values),
  modes: values.modes.flatMap(({ since, value }) =>
    isMode(value) ? [{ since, mode: value }] : [],
  ),
})

export const toPlatformBody = (values: SettingsValues): PlatformSettingsBody => ({
  ...common(values),
  commissions: toRates(values.commissions),
})

type ToBody = (values: SettingsValues) => unknown

/**
 * The version that a save replaces. What is typed rests on the settings first `shown`; a logo or a mandate
 * moves their version without touching this page, which then may rest on the `latest` just as well.
 */
export function restsOn(shown: BillingSettings, latest: BillingSettings, toBody: ToBody): number {
  const page = (settings: BillingSettings) => JSON.stringify(toBody(toForm(settings, '')))
  return page(shown) === page(latest) ? latest.version : shown.version
}
