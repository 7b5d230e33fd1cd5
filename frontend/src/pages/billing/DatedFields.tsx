import { Button, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { DayInput } from '@/ui/DayInput'
import { FieldGroup } from '@/ui/FieldGroup'
import classes from './billing.module.css'
import { type Dated, freeDay, isFixed, legalToday, newDated, pastOf } from './dated'
import type { DatedList } from './settingsForm'

type Path<List extends string> = `${List}.${number}.value` | `${List}.${number}.since`

/** What of a form its dated lists need; it may hold much more, or nothing else. */
export interface DatedFormApi<List extends DatedList = DatedList> {
  values: Record<List, Dated[]>
  errors: Record<string, ReactNode>
  insertListItem: (list: List, row: Dated) => void
  removeListItem: (list: List, index: number) => void
  setFieldValue: (path: Path<List>, day: string) => void
}

interface Props<List extends DatedList> {
  form: DatedFormApi<List>
  list: List
  legend: string
  /** What the button that adds a change is called in full. */
  add: string
  /** A value of the past, in words. */
  words: (value: Dated['value']) => string
  /** The field in which one that begins today or later is chosen. */
  field: (row: Dated, path: `${List}.${number}.value`) => ReactNode
  children?: ReactNode
}

/** Values with the day on which each begins: the past in words, what is to come in fields. */
export function DatedFields<List extends DatedList>(props: Props<List>) {
  const { form, list, legend, add, words, field, children } = props
  const { t } = useTranslation()
  const today = legalToday()
  const rows = form.values[list]
  const refused = form.errors[list]
  const open = rows.flatMap((row, index) => (isFixed(row, today) ? [] : [{ row, index }]))
  const insert = () => form.insertListItem(list, newDated(freeDay(rows, today)))
  return (
    <div id={list}>
      <FieldGroup legend={legend}>
        <Past rows={rows} today={today} words={words} />
        {open.map(({ row, index }) => (
          <Change
            key={row.key}
            form={form}
            list={list}
            index={index}
            row={row}
            what={legend}
            today={today}
          >
            {field(row, `${list}.${index}.value`)}
          </Change>
        ))}
        {refused && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {refused}
          </Text>
        )}
        {rows.every(({ value }) => value !== '') && (
          <Button
            variant="light"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={insert}
            aria-label={add}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('billing.dated.add')}
          </Button>
        )}
        {children}
      </FieldGroup>
    </div>
  )
}

interface PastProps {
  rows: Dated[]
  today: string
  words: (value: Dated['value']) => string
}

function Past({ rows, today, words }: PastProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const past = pastOf(rows, today)
  if (past.length === 0) return null
  const day = (date: string) => dateWords(date, language)
  return (
    <div>
      <ul className={classes.past}>
        {past.map(({ row, last }) => (
          <li key={row.key}>
            {last
              ? t('billing.dated.until', {
                  day: day(row.since),
                  last: day(last),
                  words: words(row.value),
                })
              : t('billing.dated.since', { day: day(row.since), words: words(row.value) })}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t('billing.dated.fixed')}
      </Text>
    </div>
  )
}

interface ChangeProps<List extends DatedList> {
  form: DatedFormApi<List>
  list: List
  index: number
  row: Dated
  what: string
  today: string
  children: ReactNode
}

function Change<List extends DatedList>(props: ChangeProps<List>) {
  const { form, list, index, row, what, today, children } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const day = dateWords(row.since, language)
  // The first one of all has nothing before it that would hold instead.
  const alone = form.values[list].length === 1 && row.value === ''
  return (
    <fieldset aria-label={t('billing.dated.change', { what, day })} className={classes.change}>
      <Stack align="flex-start">
        <DayInput
          label={t('billing.dated.from')}
          minDate={today}
          value={row.since}
          onChange={(date) => date && form.setFieldValue(`${list}.${index}.since`, date)}
          error={form.errors[`${list}.${index}.since`]}
        />
        {children}
        {!alone && (
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={18} aria-hidden />}
            aria-label={t('billing.dated.remove_named', { what, day })}
            onClick={() => form.removeListItem(list, index)}
          >
            {t('billing.dated.remove')}
          </Button>
        )}
      </Stack>
    </fieldset>
  )
}
