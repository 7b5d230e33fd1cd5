import type { Fr, Words } from '../words'

export const shell: Words<Fr['shell']> = {
  skip: 'Skip to content',
  menu: 'Menu',
  open_menu: 'Open the menu',
  close_menu: 'Close the menu',
  main_nav: 'Main navigation',
  mode: {
    label: 'Mode',
    coworker: 'Coworker',
    host: 'Host',
    moderation: 'Moderation',
    operations: 'Operations',
  },
  nav: {
    search: 'Find a space',
    my_bookings: 'My bookings',
    host_home: 'Home',
    host_spaces: 'My spaces',
    host_bookings: 'Bookings',
    host_journal: 'Journal',
    moderation_queue: 'Spaces to review',
    operations_rules: 'Checks',
    operations_messages: 'Failed messages',
  },
  person: {
    menu: 'My account, {{name}}',
    me: 'My account',
    sign_in: 'Sign in',
    sign_up: 'Sign up',
    sign_out: 'Sign out',
  },
  organisation: {
    label: 'Organisation',
    add: 'Create an organisation',
  },
  language: {
    label: 'Language',
    fr: 'Français',
    en: 'English',
  },
  appearance: {
    label: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the device',
  },
}
