import { Button, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconCurrentLocation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { partySize, type SpaceSearch } from '@/pages/space/search'
import { readersZone } from '@/time/format'
import { now } from '@/time/now'
import { clocks, wallOf } from '@/time/wall'
import { DayInput } from '@/ui/DayInput'
import classes from './SearchForm.module.css'
import { useLocate } from './useLocate'
import type { Wish } from './wish'

interface Props {
  search: SpaceSearch
  /** What was typed, and a point where one was asked for instead of a name. */
  onSearch: (search: Pick<Wish, keyof SpaceSearch | 'near'>) => void
}

interface Typed extends Record<string, unknown> {
  where: string
  date: string | null
  from: string
  to: string
  people: number | string
}

export function SearchForm({ search, onSearch }: Props) {
  const { t } = useTranslation()
  const form = useForm<Typed>({
    initialValues: {
      where: search.where ?? '',
      date: search.date ?? null,
      from: search.from ?? '09:00',
      to: search.to ?? '18:00',
      people: search.people ?? 1,
    },
  })

  const asked = ({ where, date, from, to, people }: Typed): SpaceSearch => {
    const size = partySize(people)
    return {
      where: where.trim() || undefined,
      ...(date && { date, from, to }),
      people: size && size > 1 ? size : undefined,
    }
  }
  const { state, locate } = useLocate((near) =>
    onSearch({ ...asked(form.getValues()), where: undefined, near }),
  )

  const { date } = form.values
  const to = clocks({ midnight: true }).filter((clock) => clock > form.values.from)

  return (
    <search aria-label={t('search.form')}>
      <form
        className={classes.form}
        onSubmit={form.onSubmit((typed) => onSearch(asked(typed)))}
        noValidate
      >
        <TextInput
          className={classes.where}
          label={t('search.where')}
          placeholder={t('search.where_hint')}
          {...form.getInputProps('where')}
        />
        <DayInput
          className={classes.date}
          label={t('search.date')}
          placeholder={t('search.any_date')}
          minDate={wallOf(now(), readersZone()).date}
          clearable
          value={date}
          onChange={(next) => form.setFieldValue('date', next)}
        />
        {date && (
          <>
            <NativeSelect
              label={t('search.from')}
              data={clocks()}
              {...form.getInputProps('from')}
            />
            <NativeSelect label={t('search.to')} data={to} {...form.getInputProps('to')} />
          </>
        )}
        <NumberInput
          label={t('search.people')}
          min={1}
          max={500}
          allowDecimal={false}
          allowNegative={false}
          hideControls={false}
          {...form.getInputProps('people')}
        />
        <Button type="submit" className={classes.submit}>
          {t('search.submit')}
        </Button>
      </form>
      <Button
        variant="subtle"
        mt="xs"
        loading={state === 'asking'}
        leftSection={<IconCurrentLocation size={18} aria-hidden />}
        onClick={locate}
      >
        {t('search.near_me')}
      </Button>
      <Text size="sm" role="status" c={state === 'failed' ? 'red' : 'dimmed'}>
        {state === 'asking' && t('search.locating')}
        {state === 'failed' && t('search.locate_failed')}
      </Text>
    </search>
  )
}
