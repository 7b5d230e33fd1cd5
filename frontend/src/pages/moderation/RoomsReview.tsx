import { Stack, Text, Title } from '@mantine/core'
import type { Room } from '@/api/shapes'
import { RoomDetails } from '@/pages/space/RoomDetails'
import { RoomTerms } from '@/pages/space/RoomTerms'
import { TariffTable } from '@/pages/space/TariffTable'

export function RoomsReview({ rooms }: { rooms: readonly Room[] }) {
  return (
    <Stack gap="xl">
      {rooms.map((room) => (
        <div key={room.id}>
          <Title order={3} size="h4">
            {room.name}
          </Title>
          <RoomTerms room={room} />
          {room.description && <Text my="xs">{room.description}</Text>}
          <RoomDetails room={room} />
          <TariffTable tariff={room.tariff} soldAs={room.sold_as} />
        </div>
      ))}
    </Stack>
  )
}
