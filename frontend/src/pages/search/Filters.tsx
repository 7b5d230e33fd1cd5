import { Button, Checkbox, Group, Modal, NativeSelect, SimpleGrid, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AMENITIES, ROOM_KINDS } from '@/api/shapes'
import { centsOf } from '@/money/money'
import { EuroInput } from '@/ui/EuroInput'
import { FieldGroup } from '@/ui/FieldGroup'
import { amenitiesIn, amenitiesOf, countOf, RADII, USUAL_RADIUS, type Wish } from './wish'

interface Props {
  wish: Wish
  onWish: (wish: Wish) => void
}

/** What else one may ask for, behind a button that says how much of it is asked. */
export function Filters({ wish, onWish }: Props) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  const narrow = useMediaQuery('(max-width: 48em)')
  const count = countOf(wish)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
        onClick={open}
        aria-haspopup="dialog"
      >
        {count ? t('search.filters_some', { count }) : t('search.filters')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('search.filters')}
        fullScreen={narrow ?? false}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <FilterForm
          wish={wish}
          onWish={(next) => {
            onWish(next)
            close()
          }}
        />
      </Modal>
    </>
  )
}

interface Typed extends Record<string, unknown> {
  kind: string
  amenities: string[]
  max: number | string
  km: string
}

/** Mounted as long as the dialog is open: it begins with what the address says. */
function FilterForm({ wish, onWish }: Props) {
  const { t } = useTranslation()
  const form = useForm<Typed>({
    initialValues: {
      kind: wish.kind ?? '',
      amenities: amenitiesIn(wish.amenities),
      max: wish.max ?? '',
      km: String(wish.km ?? USUAL_RADIUS),
    },
  })

  function go({ kind, amenities, max, km }: Typed) {
    const cents = centsOf(max)
    onWish({
      ...wish,
      kind: ROOM_KINDS.find((one) => one === kind),
      amenities: amenitiesOf(amenities),
      max: cents === null ? undefined : cents / 100,
      km: wish.near ? Number(km) : undefined,
    })
  }

  return (
    <form onSubmit={form.onSubmit(go)} noValidate>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label={t('search.kind')}
            data={[
              { value: '', label: t('search.any_kind') },
              ...ROOM_KINDS.map((kind) => ({ value: kind, label: t(`space.kind.${kind}`) })),
            ]}
            {...form.getInputProps('kind')}
          />
          <EuroInput
            label={t('search.max_price')}
            description={t('search.max_price_hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('max')}
          />
        </SimpleGrid>
        {wish.near && (
          <NativeSelect
            label={t('search.radius')}
            data={RADII.map((km) => ({ value: String(km), label: t('search.kilometres', { km }) }))}
            {...form.getInputProps('km')}
          />
        )}
        <FieldGroup legend={t('search.amenities')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {AMENITIES.map((amenity) => (
              <Checkbox
                key={amenity}
                label={t(`space.amenity.${amenity}`)}
                checked={form.values.amenities.includes(amenity)}
                onChange={({ currentTarget: { checked } }) =>
                  form.setFieldValue('amenities', (before) =>
                    checked ? [...before, amenity] : before.filter((one) => one !== amenity),
                  )
                }
              />
            ))}
          </SimpleGrid>
        </FieldGroup>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() =>
              onWish({ ...wish, kind: undefined, amenities: undefined, max: undefined })
            }
          >
            {t('search.clear')}
          </Button>
          <Button type="submit">{t('search.apply')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
