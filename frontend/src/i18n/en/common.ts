import type { Fr, Words } from '../words'

export const common: Words<Fr['common']> = {
  save: 'Save',
  update: 'Update',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  more: 'Show more',
  loading: 'Loading…',
  optional: 'optional',
  show_password: 'Show the password',
  hide_password: 'Hide the password',
  problem: {
    title: 'That did not work',
    network: 'The server does not answer. Check your connection, then try again. Nothing is lost.',
    session_ended: 'Your session is over. Sign in to go on.',
    unreadable: 'Something unexpected happened. Try again in a moment.',
    not_found_title: 'There is no such page',
    not_found: 'The address may be incomplete, or what it showed was removed.',
    stale_title: 'Somebody else changed this page',
    reload: 'Load the current version',
    go_home: 'Back to the home page',
  },
}
