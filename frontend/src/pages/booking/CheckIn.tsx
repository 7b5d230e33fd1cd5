import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { Section } from '@/ui/Section'
import classes from './CheckIn.module.css'
import { qrCode } from './qr'

/** What the coworker shows on arriving: a code for a camera, and the same one for people. */
export function CheckIn({ checkIn }: { checkIn: NonNullable<Booking['check_in']> }) {
  const { t } = useTranslation()
  const { size, path } = qrCode(window.location.origin + checkIn.path)
  return (
    <Section title={t('checkin.mine.title')} lead={t('checkin.mine.lead')}>
      <Stack align="center" gap="sm">
        <svg
          role="img"
          aria-label={t('checkin.mine.qr')}
          viewBox={`0 0 ${size} ${size}`}
          className={classes.qr}
          shapeRendering="crispEdges"
        >
          <path d={path} />
        </svg>
        <Text className={classes.code}>{checkIn.code}</Text>
      </Stack>
    </Section>
  )
}
