import { Input, SegmentedControl, SimpleGrid, Switch, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { bothSides, centsOf, euros, percent } from '@/money/money'
import { EuroInput } from '@/ui/EuroInput'
import { FieldGroup } from '@/ui/FieldGroup'
import type { RoomForm } from './roomForm'
import type { SpaceFormApi } from './spaceForm'
import { type Sale, useSale } from './useSale'

interface Props {
  form: SpaceFormApi
  index: number
  room: RoomForm
}

export function TariffFields({ form, index, room }: Props) {
  const { t } = useTranslation()
  const sale = useSale(form)
  const refused = form.errors[`rooms.${index}.tariff`]

  return (
    <FieldGroup legend={t('editor.room.price')}>
      <Switch
        label={t('editor.room.free')}
        {...form.getInputProps(`rooms.${index}.free`, { type: 'checkbox' })}
      />
      {!room.free && (
        <>
          <Text size="sm" c="dimmed">
            {t(room.sold_as === 'seat' ? 'editor.room.price_seat_hint' : 'editor.room.price_hint')}
          </Text>
          <BasisChoice form={form} index={index} room={room} sale={sale} />
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {UNITS.map((unit) => (
              <EuroInput
                key={unit}
                label={t(`editor.room.${unit}`)}
                description={<OtherSide room={room} unit={unit} rate={sale.rate} />}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                {...form.getInputProps(`rooms.${index}.tariff.${unit}`)}
              />
            ))}
          </SimpleGrid>
          {sale.rate === null && (
            <Text size="sm" c="dimmed">
              {t('editor.room.rate_later')}
            </Text>
          )}
          {refused && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {refused}
            </Text>
          )}
        </>
      )}
    </FieldGroup>
  )
}

function BasisChoice({ form, index, room, sale }: Props & { sale: Sale }) {
  const { t } = useTranslation()
  const label = useId()
  // Typed before the host chose to be resold: only he can say what these figures mean now.
  const toChange = sale.resold && room.tariff.basis === 'TTC'
  return (
    <Input.Wrapper
      label={t('editor.room.basis')}
      labelElement="div"
      labelProps={{ id: label }}
      description={sale.resold ? t('editor.room.basis_monthly') : undefined}
      error={toChange && t('editor.room.basis_to_change')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <SegmentedControl
        fullWidth
        maw={420}
        aria-labelledby={label}
        data={[
          { value: 'HT', label: t('money.HT') },
          { value: 'TTC', label: t('money.TTC'), disabled: sale.resold },
        ]}
        {...form.getInputProps(`rooms.${index}.tariff.basis`)}
      />
    </Input.Wrapper>
  )
}

interface OtherSideProps {
  room: RoomForm
  unit: Unit
  rate: number | null
}

function OtherSide({ room, unit, rate }: OtherSideProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { basis } = room.tariff
  const cents = centsOf(room.tariff[unit])
  if (!cents || rate === null) {
    return unit === 'hour' || unit === 'day' ? ' ' : t(`editor.room.unit_hint.${unit}`)
  }
  const sides = bothSides(cents, basis, rate)
  const amount =
    basis === 'HT'
      ? `${euros(sides.ttc, language)} ${t('money.TTC')}`
      : `${euros(sides.ht, language)} ${t('money.HT')}`
  return t('editor.room.other_side', { amount, rate: percent(rate, language) })
}
