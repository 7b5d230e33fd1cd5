import { NumberInput, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Room } from '@/api/shapes'
import { partySize } from '@/pages/space/search'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { DayBar } from './DayBar'
import { DayChoice } from './DayChoice'
import { Repeat } from './Repeat'
import { fullness } from './slots'
import { TimeChoice } from './TimeChoice'
import type { Choice } from './useChoice'
import { WaitingChoice } from './WaitingChoice'

interface Props {
  space: CatalogueSpace
  room: Room
  choice: Choice
}

export function Picker({ space, room, choice }: Props) {
  const { t } = useTranslation()
  const { week, day, zone, people } = choice
  const shown = week.data?.days.find(({ date }) => date === day)
  return (
    <Stack gap="lg">
      <Section title={t('book.who_when')}>
        <Stack>
          <NumberInput
            label={t('book.people')}
            description={t('book.people_hint', { count: room.capacity })}
            maw={220}
            min={1}
            max={room.capacity}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            hideControls={false}
            value={people}
            onChange={(value) => choice.setPeople(partySize(value) ?? 1)}
          />
          <DayChoice choice={choice} />
        </Stack>
      </Section>
      <Section title={t('book.times')}>
        <Stack>
          {week.isPending && <Loading rows={1} />}
          <ProblemAlert error={week.error} onRetry={() => week.refetch()} />
          {shown && choice.possibleStarts.length > 0 && (
            <>
              <DayBar
                day={shown}
                zone={zone}
                people={people}
                start={choice.start}
                end={choice.end}
              />
              <TimeChoice choice={choice} />
              {choice.start && choice.end && <Repeat choice={choice} />}
            </>
          )}
          {shown && choice.possibleStarts.length === 0 && <Text>{t('book.no_start')}</Text>}
          {shown && ['partly', 'full'].includes(fullness(shown, people)) && (
            <WaitingChoice
              key={`${shown.date} ${choice.lost}`}
              space={space}
              room={room}
              choice={choice}
              day={shown}
            />
          )}
        </Stack>
      </Section>
    </Stack>
  )
}
