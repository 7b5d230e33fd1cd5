import {
  Avatar,
  Group,
  Menu,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import { IconCheck, IconFileInvoice, IconLogout, IconUser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '@/i18n/language'
import { useLanguage } from '@/i18n/useLanguage'
import { signOut } from '@/session/doors'
import type { SessionUser } from '@/session/grant'
import { useSession } from '@/session/useSession'
import { ButtonLink } from '@/ui/links'
import classes from './PersonMenu.module.css'
import { useSpeak } from './useSpeak'

const APPEARANCES = ['light', 'dark', 'auto'] as const

/** Top right: the person, or the two doors; language and appearance for everyone. */
export function PersonMenu() {
  const { t } = useTranslation()
  const { phase, user } = useSession()
  if (user) return <SignedIn user={user} />
  return (
    <Group gap="xs" wrap="nowrap">
      <Preferences />
      {phase === 'anonymous' && (
        <>
          <ButtonLink to="/connexion" variant="subtle" visibleFrom="sm">
            {t('shell.person.sign_in')}
          </ButtonLink>
          <ButtonLink to="/inscription" visibleFrom="xs">
            {t('shell.person.sign_up')}
          </ButtonLink>
        </>
      )}
    </Group>
  )
}

function SignedIn({ user }: { user: SessionUser }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = `${user.given_name} ${user.family_name}`.trim()

  async function leave() {
    await signOut()
    await navigate({ to: '/' })
    queries.clear()
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <Avatar name={name} color="pine" radius="xl" aria-hidden />
          <VisuallyHidden>{t('shell.person.menu', { name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item
          component={Link}
          to="/mon-compte"
          leftSection={<IconUser size={18} aria-hidden />}
        >
          {t('shell.person.me')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/mes-documents"
          leftSection={<IconFileInvoice size={18} aria-hidden />}
        >
          {t('shell.person.documents')}
        </Menu.Item>
        <Menu.Divider />
        <Choices />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={leave}>
          {t('shell.person.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Preferences() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.language}
          aria-label={`${language.toUpperCase()}, ${t('shell.language.label')}, ${t('shell.appearance.label')}`}
        >
          {language.toUpperCase()}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices />
      </Menu.Dropdown>
    </Menu>
  )
}

function Choices() {
  const { t } = useTranslation()
  const language = useLanguage()
  const speak = useSpeak()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const tick = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : null)
  return (
    <>
      <Menu.Label>{t('shell.language.label')}</Menu.Label>
      {LANGUAGES.map((one) => (
        <Menu.Item
          key={one}
          lang={one}
          aria-current={one === language}
          rightSection={tick(one === language)}
          onClick={() => speak(one)}
        >
          {t(`shell.language.${one}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('shell.appearance.label')}</Menu.Label>
      {APPEARANCES.map((one) => (
        <Menu.Item
          key={one}
          aria-current={one === colorScheme}
          rightSection={tick(one === colorScheme)}
          onClick={() => setColorScheme(one)}
        >
          {t(`shell.appearance.${one}`)}
        </Menu.Item>
      ))}
    </>
  )
}
