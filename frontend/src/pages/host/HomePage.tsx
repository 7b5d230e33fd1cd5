import { List as Bullets, Stack, Text } from '@mantine/core'
import { IconArrowRight, IconClock, IconInbox, IconMapPin, IconReceipt } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useMe } from '@/session/me'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink, TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { Section } from '@/ui/Section'
import { ArrivalsSection } from './arrivals/ArrivalsSection'
import { BillingLine } from './BillingLine'
import { BookingsTable } from './bookings/BookingsTable'
import { useHostBookings } from './bookings/useHostBookings'
import { ClaimChecklist } from './ClaimChecklist'
import { missingWords, ofBilling, ofSpace } from './missing'
import { fetchSpaces, spacesKey } from './queries'
import { leads, useHostRole } from './rights'

const EVERY = 30_000

export function HomePage() {
  const { t } = useTranslation()
  const { hostId } = useParams({ from: '/hote/$hostId/' })
  const { data: me } = useMe()
  const waiting = useHostBookings(hostId, 'pending_host', EVERY)
  const spaces = usePages(spacesKey(hostId), fetchSpaces(hostId))
  const open = spaces.items.filter(
    ({ status, missing }) => status !== 'live' || ofSpace(missing).length > 0,
  )
  const billing = ofBilling(spaces.items.flatMap(({ missing }) => missing))
  const name = me?.hosts.find(({ id }) => id === hostId)?.name
  const builds = leads(useHostRole(hostId))

  return (
    <>
      <PageTitle lead={name}>{t('host.home.title')}</PageTitle>
      <Stack gap="lg">
        {builds && <ClaimChecklist hostId={hostId} spaces={spaces.items} />}
        {spaces.items.length > 0 && <ArrivalsSection hostId={hostId} spaces={spaces.items} />}
        <Section title={t('host.home.waiting')} lead={t('host.home.waiting_lead')}>
          <List
            pages={waiting}
            empty={
              <Empty
                icon={<IconInbox size={28} />}
                action={
                  <ButtonLink to="/hote/$hostId/reservations" params={{ hostId }} variant="default">
                    {t('host.home.see_bookings')}
                  </ButtonLink>
                }
              >
                {t('host.home.none_waiting')}
              </Empty>
            }
          >
            {(items) => <BookingsTable hostId={hostId} bookings={items} />}
          </List>
        </Section>
        {builds && (
          <Section title={t('host.home.going_live')} lead={t('host.home.going_live_lead')}>
            <List
              pages={spaces}
              empty={
                <Empty
                  icon={<IconMapPin size={28} />}
                  action={
                    <ButtonLink to="/hote/$hostId/espaces/nouveau" params={{ hostId }}>
                      {t('host.spaces.add')}
                    </ButtonLink>
                  }
                >
                  {t('host.home.no_space')}
                </Empty>
              }
            >
              {() =>
                open.length === 0 && billing.length === 0 ? (
                  <Text>{t('host.home.all_live')}</Text>
                ) : (
                  <Bullets spacing="md" listStyleType="none">
                    {billing.length > 0 && (
                      <Bullets.Item icon={<IconReceipt size={20} aria-hidden />}>
                        <BillingLine hostId={hostId} codes={billing} />
                      </Bullets.Item>
                    )}
                    {open.map((space) => (
                      <Todo key={space.id} hostId={hostId} space={space} />
                    ))}
                  </Bullets>
                )
              }
            </List>
          </Section>
        )}
      </Stack>
    </>
  )
}

/** What keeps one space from being live, and the way to do it. */
function Todo({ hostId, space }: { hostId: string; space: SpaceSummary }) {
  const { t } = useTranslation()
  const words = useTodoWords(space)
  const waits = space.status === 'in_moderation'
  const missing = ofSpace(space.missing)
  return (
    <Bullets.Item
      icon={waits ? <IconClock size={20} aria-hidden /> : <IconArrowRight size={20} aria-hidden />}
    >
      <TextLink to="/hote/$hostId/espaces/$spaceId" params={{ hostId, spaceId: space.id }}>
        {words}
      </TextLink>
      {!waits && missing.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('host.spaces.missing', {
            list: missing.map((code) => missingWords(t, code)).join(', '),
          })}
        </Text>
      )}
    </Bullets.Item>
  )
}

function useTodoWords({
  name,
  status,
  missing,
  moderate_by,
  refusal_reason,
}: SpaceSummary): string {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (status === 'in_moderation') {
    const by = moderate_by ? moment(moderate_by, readersZone()) : ''
    return t('host.home.wait', { name, moment: by })
  }
  if (status === 'refused') return t('host.home.fix', { name, reason: refusal_reason })
  if (ofSpace(missing).length > 0) return t('host.home.complete', { name })
  return t(missing.length > 0 ? 'host.home.after_billing' : 'host.home.submit', { name })
}
