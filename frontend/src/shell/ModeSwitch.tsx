import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import classes from './ModeSwitch.module.css'
import { HOME, keepMode, type Mode, modeOf } from './mode'

/** Coworker, Hôte, and for staff Modération and Exploitation. Links, since each leads to a page of its own. */
export function ModeSwitch() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { data: me } = useMe()
  const current = modeOf(pathname)
  const modes: Mode[] = ['coworker', 'host']
  if (me?.roles.includes('moderator')) modes.push('moderation')
  if (me?.roles.includes('operator')) modes.push('operations')

  return (
    <nav aria-label={t('shell.mode.label')} className={classes.switch}>
      {modes.map((mode) => (
        <Link
          key={mode}
          to={HOME[mode]}
          className={classes.mode}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={mode === current ? 'true' : undefined}
          data-current={mode === current || undefined}
          onClick={() => keepMode(mode)}
        >
          {t(`shell.mode.${mode}`)}
        </Link>
      ))}
    </nav>
  )
}
