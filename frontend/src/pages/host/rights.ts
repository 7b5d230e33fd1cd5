import type { HostRole } from '@/api/shapes'
import { useMe } from '@/session/me'

const LEADS: readonly HostRole[] = ['owner', 'manager']
const DESK: readonly HostRole[] = [...LEADS, 'reception']
const PAPERS: readonly HostRole[] = [...LEADS, 'accountant']

/** Who may open the pages of an organisation, by the first part of their address. Others are open to all members. */
const OPEN: Readonly<Record<string, readonly HostRole[]>> = {
  '': DESK,
  espaces: DESK,
  planning: DESK,
  arrivees: DESK,
  reservations: DESK,
  documents: PAPERS,
  versements: PAPERS,
  profil: PAPERS,
  journal: LEADS,
}

export const mayOpen = (role: HostRole, page: string): boolean => OPEN[page]?.includes(role) ?? true

/** `/hote/ho_1/espaces/sp_1` → `espaces`. */
export const pageOf = (path: string): string => path.split('/')[3] ?? ''

export const leads = (role: HostRole | undefined): boolean =>
  role !== undefined && LEADS.includes(role)

/** What the reader is in an organisation; undefined until it is known, and for who is not of it. */
export function useHostRole(hostId: string | undefined): HostRole | undefined {
  const { data: me } = useMe()
  return me?.hosts.find(({ id }) => id === hostId)?.role
}
