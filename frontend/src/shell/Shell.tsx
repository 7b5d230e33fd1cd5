import { AppShell, Burger, Drawer, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { SignInAgain } from '@/session/SignInAgain'
import { useSession } from '@/session/useSession'
import { ButtonLink, TextLink } from '@/ui/links'
import { Brand } from './Brand'
import { ModeSwitch } from './ModeSwitch'
import { HOME, keepMode, modeOf } from './mode'
import { Navigation } from './Navigation'
import { OrganisationChoice } from './OrganisationChoice'
import { PersonMenu } from './PersonMenu'
import classes from './Shell.module.css'

/** The frame of every page: header, the pages of the mode, the content. */
export function Shell() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { phase, user } = useSession()
  const [menu, { open, close }] = useDisclosure(false)
  const mode = modeOf(pathname)
  const sidebar = mode !== 'coworker'

  useEffect(() => {
    if (user) keepMode(mode)
  }, [user, mode])

  return (
    <AppShell
      header={{ height: 68 }}
      navbar={{
        width: 248,
        breakpoint: 'md',
        collapsed: { mobile: true, desktop: !sidebar },
      }}
      padding={0}
    >
      <a className={classes.skip} href="#content">
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group gap="sm" wrap="nowrap">
          <Burger
            hiddenFrom="md"
            opened={menu}
            onClick={open}
            aria-label={t('shell.open_menu')}
            aria-expanded={menu}
            size="sm"
            className={classes.burger}
          />
          <Link to={HOME[mode]} className={classes.brand}>
            <Brand />
          </Link>
          {!sidebar && (
            <nav aria-label={t('shell.main_nav')} className={classes.inline}>
              <Navigation />
            </nav>
          )}
        </Group>
        <Group gap="sm" wrap="nowrap">
          {user && (
            <div className={classes.wide}>
              <ModeSwitch />
            </div>
          )}
          <PersonMenu />
        </Group>
      </AppShell.Header>

      {sidebar && (
        <AppShell.Navbar p="md" component="nav" visibleFrom="md" aria-label={t('shell.main_nav')}>
          {mode === 'host' && <OrganisationChoice />}
          <Navigation />
        </AppShell.Navbar>
      )}

      <Drawer
        opened={menu}
        onClose={close}
        title={t('shell.menu')}
        closeButtonProps={{ 'aria-label': t('shell.close_menu') }}
        size="xs"
      >
        {user && <ModeSwitch />}
        <nav aria-label={t('shell.main_nav')} className={classes.drawer}>
          {mode === 'host' && <OrganisationChoice />}
          <Navigation onGo={close} />
        </nav>
        {phase === 'anonymous' && (
          <Group grow>
            <ButtonLink to="/connexion" variant="default" onClick={close}>
              {t('shell.person.sign_in')}
            </ButtonLink>
            <ButtonLink to="/inscription" onClick={close}>
              {t('shell.person.sign_up')}
            </ButtonLink>
          </Group>
        )}
      </Drawer>

      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.page}>
          <Outlet />
        </div>
        <footer className={classes.footer}>
          <TextLink to="/conditions" size="sm" c="dimmed">
            {t('shell.terms')}
          </TextLink>
        </footer>
      </AppShell.Main>
      <SignInAgain />
    </AppShell>
  )
}
