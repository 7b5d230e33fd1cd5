import { Group, Stack } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { ButtonLink } from '@/ui/links'
import { looser, RADII, USUAL_RADIUS, type Wish } from './wish'

/** Says what to ask for instead, each way in one click. */
export function NothingFound({ wish }: { wish: Wish }) {
  const { t } = useTranslation()
  const { view: _, ...asked } = wish
  const filtered = Object.values(asked).some((value) => value !== undefined)
  const others = looser(wish)
  const wider = RADII.find((radius) => radius > (wish.km ?? USUAL_RADIUS))
  const words = others.length > 0 ? 'search.empty_filtered' : 'search.empty'
  return (
    <Empty
      icon={<IconSearchOff size={28} />}
      action={
        filtered ? (
          <Stack align="center">
            <Group justify="center" gap="sm">
              {others.map(({ what, wish: other }) => (
                <ButtonLink key={what} to="/" search={other} variant="light">
                  {t(`search.loosen.${what}`, { km: wider })}
                </ButtonLink>
              ))}
            </Group>
            <ButtonLink to="/" search={{}} variant="default">
              {t('search.clear')}
            </ButtonLink>
          </Stack>
        ) : (
          <ButtonLink to="/hote">{t('search.become_host')}</ButtonLink>
        )
      }
    >
      {t(filtered ? words : 'search.empty_all')}
    </Empty>
  )
}
