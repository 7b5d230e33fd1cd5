import { api, doors, take } from '@/api/client'

/** Takes what imported listings wait for the address of whoever is signed in; again, it tells what was taken. */
export const takeClaims = () => take(api.POST('/claims')).then(({ items }) => items)

/** An owner has not said yet that what was imported is right. */
export const isNew = ({ checked_at }: { checked_at: string | null }): boolean => checked_at === null

/** Whether listings wait for an address that could not sign in. What cannot be known is not said. */
export const isAwaited = (email: string): Promise<boolean> =>
  take(doors.POST('/claims/lookup', { body: { email } })).then(
    ({ waits }) => waits,
    () => false,
  )
