import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { AvailableDay, CatalogueSpace, Room } from '@/api/shapes'
import { availabilityQuery } from '@/pages/space/queries'
import { now } from '@/time/now'
import { addDays, wallOf } from '@/time/wall'
import { endsInRules, horizonDays, horizonOf, startsInTime } from './allowed'
import type { BookSearch } from './routes'
import { ends, starts } from './slots'

const route = getRouteApi('/espaces/$spaceId/salles/$roomId/reserver')

export const WEEK = 7
const MOST_DAYS = 31

const daysBetween = (first: string, last: string) =>
  Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)

/** What is picked so far. It stands in the address, so that signing in or reloading keeps it. */
export function useChoice(space: CatalogueSpace, room: Room) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const zone = space.timezone
  const today = wallOf(now(), zone).date
  const people = Math.min(search.people ?? 1, room.capacity)
  const horizon = wallOf(horizonOf(room, now()), zone).date
  const wishedDay = search.date && search.date >= today ? search.date : undefined
  const beyond = wishedDay !== undefined && wishedDay > horizon
  const picked = beyond ? horizon : wishedDay

  // Weeks of seven days from today, so that going back and forth asks for the same weeks again.
  const weekStart = addDays(today, Math.floor(daysBetween(today, picked ?? today) / WEEK) * WEEK)
  const week = useQuery({
    ...availabilityQuery(space.id, room.id, weekStart, WEEK),
    placeholderData: keepPreviousData,
  })

  const startsOn = (shown: AvailableDay) => startsInTime(starts(shown, zone, people), room, now())

  // Nobody picked yet: the first day with a place saves a click on a full or closed one.
  const firstFree = week.data?.days.find((shown) => startsOn(shown).length > 0)?.date
  const day = picked ?? firstFree ?? today
  const dayShown = week.data?.days.find(({ date }) => date === day)
  const possibleStarts = dayShown ? startsOn(dayShown) : []
  const wished = possibleStarts.find(({ label }) => !beyond && label === search.from)
  const start = possibleStarts.find(({ value }) => value === search.start) ?? wished

  const pickedEnd = search.end ? wallOf(Date.parse(search.end) - 1, zone).date : day
  const later = pickedEnd > day
  const endDay = later ? pickedEnd : day
  const span = Math.min(daysBetween(day, endDay) + 1, MOST_DAYS)
  const long = useQuery({
    ...availabilityQuery(space.id, room.id, day, span),
    enabled: span > 1,
  })
  const days = span > 1 ? (long.data?.days ?? []) : dayShown ? [dayShown] : []

  const possibleEnds = start
    ? endsInRules(ends(days, start.instant, endDay, zone, people), start.instant, room, now())
    : []
  const end =
    possibleEnds.find(({ value }) => value === search.end) ??
    (search.end ? undefined : possibleEnds.find(({ label }) => wished && label === search.to))

  const lostEnd = start && search.end && !end && !later
  const lost = Boolean(dayShown && search.start && (!start || lostEnd))

  const go = (next: BookSearch) => navigate({ search: next, replace: true, resetScroll: false })
  const kept = { where: search.where, people: search.people, weeks: search.weeks }

  return {
    zone,
    today,
    /** The last day that the room may be booked for, and how many days ahead that is. */
    horizon,
    horizonDays: horizonDays(room),
    people,
    /** Of a series, the first one included; undefined for one booking. */
    weeks: search.weeks,
    day,
    weekStart,
    week,
    start,
    end,
    endDay,
    possibleStarts,
    possibleEnds,
    lastDay: addDays(day, Math.min(MOST_DAYS - 1, daysBetween(day, horizon))),
    /** What was picked was free then, and is not any more. */
    lost,
    /** As it stands in the address, free or not. */
    wanted: { start: search.start, end: search.end },
    endsPending: span > 1 && long.isPending,
    setWeeks: (weeks: number | undefined) => go({ ...search, weeks }),
    setPeople: (size: number) => go({ ...search, people: size }),
    setDay: (date: string) => go({ ...kept, date }),
    setStart: (value: string) => go({ ...kept, date: day, start: value }),
    setEnd: (value: string) => go({ ...kept, date: day, start: start?.value, end: value }),
    /** An end on another day begins as that day's midnight, which is refined to a real slot. */
    setEndDay: (date: string) =>
      go({
        ...kept,
        date: day,
        start: start?.value,
        end: date > day ? `${date}T12:00${wallOf(`${date}T12:00:00Z`, zone).offset}` : undefined,
      }),
  }
}

export type Choice = ReturnType<typeof useChoice>
