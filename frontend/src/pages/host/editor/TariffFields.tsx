import {
  Input,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Switch,
  Text,
} from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { bothSides, centsOf, euros, percent } from '@/money/money'
import { FieldGroup } from '@/ui/FieldGroup'
import type { RoomForm, SpaceFormApi } from './spaceForm'

/** The French rates: CGI art. 278 (20 %), 279 (10 %), 278-0 bis (5.5 %), 281 octies (2.1 %), overseas 8.5 %. */
const VAT_RATES = [2000, 1000, 850, 550, 210, 0]

const UNITS = ['hour', 'half_day', 'day'] as const

interface Props {
  form: SpaceFormApi
  index: number
  room: RoomForm
}

export function TariffFields({ form, index, room }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const basisLabel = useId()
  const at = (field: string) => `rooms.${index}.tariff.${field}`
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
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Input.Wrapper
              label={t('editor.room.basis')}
              labelElement="div"
              labelProps={{ id: basisLabel }}
            >
              <SegmentedControl
                fullWidth
                aria-labelledby={basisLabel}
                data={[
                  { value: 'HT', label: t('money.HT') },
                  { value: 'TTC', label: t('money.TTC') },
                ]}
                {...form.getInputProps(at('basis'))}
              />
            </Input.Wrapper>
            <NativeSelect
              label={t('editor.room.vat_rate')}
              data={VAT_RATES.map((rate) => ({
                value: String(rate),
                label: percent(rate, language),
              }))}
              {...form.getInputProps(at('vat_rate'))}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {UNITS.map((unit) => (
              <NumberInput
                key={unit}
                label={t(`editor.room.${unit}`)}
                description={<OtherSide room={room} unit={unit} />}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                decimalScale={2}
                decimalSeparator={language === 'fr' ? ',' : '.'}
                allowedDecimalSeparators={[',', '.']}
                thousandSeparator={language === 'fr' ? ' ' : ','}
                allowNegative={false}
                rightSection={<Text size="sm">€</Text>}
                {...form.getInputProps(at(unit))}
              />
            ))}
          </SimpleGrid>
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

function OtherSide({ room, unit }: { room: RoomForm; unit: (typeof UNITS)[number] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { basis, vat_rate } = room.tariff
  const cents = centsOf(room.tariff[unit])
  if (!cents) return unit === 'half_day' ? t('editor.room.half_day_hint') : ' '
  const sides = bothSides(cents, basis, Number(vat_rate))
  const amount =
    basis === 'HT'
      ? `${euros(sides.ttc, language)} ${t('money.TTC')}`
      : `${euros(sides.ht, language)} ${t('money.HT')}`
  return t('editor.room.other_side', { amount })
}
