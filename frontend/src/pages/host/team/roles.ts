import type { TFunction } from 'i18next'
import type { HostRole } from '@/api/shapes'

const ROLES = ['owner', 'manager', 'reception', 'accountant'] as const satisfies readonly HostRole[]

/** A role as the audit log holds it; empty for what is none. */
export function roleWords(t: TFunction, value: unknown): string {
  const role = ROLES.find((one) => one === value)
  return role ? t(`team.role.${role}`) : ''
}
