import { Group, SimpleGrid, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Amenity, OpenInterval } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { readersZone, weekdayNames, zoneToName } from '@/time/format'
import { now } from '@/time/now'
import type { Place } from '@/ui/map/projection'
import { Section } from '@/ui/Section'
import { type ExceptionalDays, ExceptionalHours } from './ExceptionalHours'
import classes from './SpaceFacts.module.css'
import { Where } from './Where'

interface Facts extends ExceptionalDays {
  name: string
  location: Place | null
  address: { line1: string; line2: string; postcode: string; city: string }
  amenities: readonly Amenity[]
  opening_hours: readonly (readonly OpenInterval[])[]
  contact_phone: string
  house_rules: string
}

export function SpaceDescription({ children }: { children: string }) {
  return <Text className={classes.description}>{children}</Text>
}

/** The page of a space, but for its rooms: for coworkers, and for the moderators before them. */
export function SpaceFacts({ space }: { space: Facts }) {
  const { t } = useTranslation()
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Section title={t('space.address')}>
          <address className={classes.address}>
            {[space.address.line1, space.address.line2].filter(Boolean).map((line) => (
              <div key={line}>{line}</div>
            ))}
            {space.address.postcode} {space.address.city}
            {space.contact_phone && (
              <div>
                {t('space.phone')}
                <a href={`tel:${space.contact_phone.replaceAll(' ', '')}`}>{space.contact_phone}</a>
              </div>
            )}
          </address>
          <Where name={space.name} address={oneLine(space.address)} place={space.location} />
        </Section>
        <Section title={t('space.hours')}>
          <Hours space={space} />
          <ExceptionalHours space={space} />
        </Section>
      </SimpleGrid>
      {space.amenities.length > 0 && (
        <Section title={t('space.amenities')}>
          <Group component="ul" gap="md" className={classes.amenities}>
            {space.amenities.map((amenity) => (
              <li key={amenity}>
                <IconCheck size={18} aria-hidden />
                {t(`space.amenity.${amenity}`)}
              </li>
            ))}
          </Group>
        </Section>
      )}
      {space.house_rules && (
        <Section title={t('space.house_rules')}>
          <SpaceDescription>{space.house_rules}</SpaceDescription>
        </Section>
      )}
    </>
  )
}

const oneLine = ({ line1, line2, postcode, city }: Facts['address']) =>
  [line1, line2, `${postcode} ${city}`].filter(Boolean).join(', ')

function Hours({ space }: { space: Facts }) {
  const { t } = useTranslation()
  const names = weekdayNames(useLanguage())
  const city = zoneToName(now(), space.timezone, readersZone())
  return (
    <>
      <dl className={classes.hours}>
        {names.map((name, day) => {
          const intervals = space.opening_hours[day] ?? []
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {intervals.length === 0
                  ? t('space.closed')
                  : intervals.map(({ opens, closes }) => `${opens} – ${closes}`).join(', ')}
              </dd>
            </div>
          )
        })}
      </dl>
      {city && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('space.local_time', { city })}
        </Text>
      )}
    </>
  )
}
