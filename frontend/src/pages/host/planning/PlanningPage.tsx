import { Button, Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconCalendarPlus, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { plainDate, readersZone } from '@/time/format'
import { now } from '@/time/now'
import { addDays, wallOf } from '@/time/wall'
import { Empty } from '@/ui/Empty'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { BookingTabs } from '../bookings/BookingTabs'
import { fetchSpaces, spacesKey } from '../queries'
import classes from './PlanningPage.module.css'
import { SpacePlanning } from './SpacePlanning'
import { type PlanningSearch, rangeOf, shifted, VIEWS, type View } from './view'

const route = getRouteApi('/hote/$hostId/reservations/planification')
const NARROW = '(max-width: 48em)'

const today = () => wallOf(now(), readersZone()).date
const usualView = (): View => (window.matchMedia(NARROW).matches ? 'day' : 'week')

/** Réservations → Planification: all rooms of a space side by side. */
export function PlanningPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const spaces = usePages(spacesKey(hostId), fetchSpaces(hostId))
  return (
    <>
      <PageTitle>{t('host.bookings.title')}</PageTitle>
      <BookingTabs hostId={hostId} />
      {spaces.isPending && <Loading />}
      <ProblemAlert error={spaces.error} onRetry={() => spaces.refetch()} />
      {spaces.data && spaces.items.length === 0 && (
        <Empty
          icon={<IconCalendarPlus size={28} />}
          action={
            <ButtonLink to="/hote/$hostId/espaces" params={{ hostId }}>
              {t('host.bookings.see_spaces')}
            </ButtonLink>
          }
        >
          {t('planning.no_space')}
        </Empty>
      )}
      {spaces.items.length > 0 && <OfSpaces hostId={hostId} spaces={spaces.items} />}
    </>
  )
}

function OfSpaces({ hostId, spaces }: { hostId: string; spaces: SpaceSummary[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const space =
    spaces.find(({ id }) => id === search.space) ??
    spaces.find(({ status }) => status === 'live') ??
    spaces[0]
  const view = search.view ?? usualView()
  const date = search.date ?? today()
  const range = rangeOf(view, date)
  const last = addDays(range.from, range.days - 1)

  const go = (to: PlanningSearch) => navigate({ search: { ...search, view, ...to }, replace: true })

  if (!space) return null
  return (
    <>
      <div className={classes.toolbar}>
        {spaces.length > 1 && (
          <NativeSelect
            aria-label={t('planning.space')}
            data={spaces.map(({ id, name }) => ({ value: id, label: name }))}
            value={space.id}
            onChange={({ currentTarget }) => go({ space: currentTarget.value })}
          />
        )}
        <SegmentedControl
          aria-label={t('planning.view')}
          data={VIEWS.map((value) => ({ value, label: t(`planning.views.${value}`) }))}
          value={view}
          onChange={(value) => go({ view: VIEWS.find((one) => one === value) })}
        />
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            px="sm"
            aria-label={t('planning.before')}
            onClick={() => go({ date: shifted(view, date, -1) })}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button variant="default" onClick={() => go({ date: today() })}>
            {t('planning.today')}
          </Button>
          <Button
            variant="default"
            px="sm"
            aria-label={t('planning.after')}
            onClick={() => go({ date: shifted(view, date, 1) })}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
        </Group>
        <strong className={classes.range} aria-live="polite">
          {view === 'month'
            ? monthName(date, language)
            : range.days === 1
              ? plainDate(range.from, language)
              : `${plainDate(range.from, language)} – ${plainDate(last, language)}`}
        </strong>
      </div>
      <SpacePlanning
        key={space.id}
        {...{ hostId, view, date, range }}
        spaceId={space.id}
        onDay={(day) => go({ view: 'day', date: day })}
      />
    </>
  )
}

const monthName = (date: string, language: 'fr' | 'en') =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date.slice(0, 7)}-15T12:00:00Z`),
  )
