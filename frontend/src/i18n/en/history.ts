import type { Fr, Words } from '../words'

export const history: Words<Fr['history']> = {
  title: 'History',
  lead: 'What was submitted, proposed, approved or refused. This history is never erased.',
  empty: 'Nothing yet: each save and each decision will appear here.',
  reason: 'Reason: {{reason}}',
  changes: 'What it changes',
  by: {
    host: 'Somebody of the team',
    moderation: 'The moderators',
    platform: 'Pupitre',
  },
  edit: {
    waiting: 'Changes waiting',
    refused: 'Changes refused',
  },
  kind: {
    space_created: 'Space created',
    space_updated: 'Page edited',
    space_submitted: 'Space submitted to the moderators',
    space_published: 'Space put online',
    space_refused: 'Space refused',
    space_edit_proposed: 'Changes proposed to the moderators',
    space_edit_withdrawn: 'Back to the published version',
    space_edit_approved: 'Changes put online',
    space_edit_refused: 'Changes refused',
  },
}
