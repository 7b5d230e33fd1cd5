import type { Collection } from '@/api/shapes'

export type CollectionState = Collection['state']

const STATES = [
  'none',
  'to_finish',
  'under_review',
  'active',
  'restricted',
  'rejected',
] as const satisfies readonly CollectionState[]

export const collectionState = (value: string): CollectionState | undefined =>
  STATES.find((state) => state === value)

/** Pages of Stripe's that a click leads to. */
export type Exit = 'activate' | 'finish' | 'dashboard'

export type Action = Exit | 'refresh'

/** What can be done about an account, what matters most first. */
export function actionsOf({ state, waits_for }: Pick<Collection, 'state' | 'waits_for'>): Action[] {
  switch (state) {
    case 'none':
      return ['activate']
    case 'to_finish':
      return ['finish', 'refresh']
    case 'rejected':
      return ['refresh']
    case 'under_review':
      return ['dashboard', 'refresh']
    default:
      // An active account may be asked for more too: unanswered by the deadline, it gets restricted.
      return waits_for.length > 0 ? ['finish', 'dashboard', 'refresh'] : ['dashboard', 'refresh']
  }
}
