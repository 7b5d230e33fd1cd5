import { describe, expect, it } from 'vitest'
import { leads, mayOpen, pageOf } from './rights'

const PAGES = [
  '',
  'espaces',
  'reservations',
  'documents',
  'versements',
  'profil',
  'equipe',
  'journal',
]
const openTo = (role: Parameters<typeof mayOpen>[0]) => PAGES.filter((page) => mayOpen(role, page))

describe('the pages of an organisation', () => {
  it('open as far as a role goes', () => {
    expect(openTo('owner')).toEqual(PAGES)
    expect(openTo('manager')).toEqual(PAGES)
    expect(openTo('reception')).toEqual(['', 'espaces', 'reservations', 'equipe'])
    expect(openTo('accountant')).toEqual(['documents', 'versements', 'profil', 'equipe'])
  })

  it('are known by the first part of their address', () => {
    expect(pageOf('/hote/ho_1')).toBe('')
    expect(pageOf('/hote/ho_1/espaces/nouveau')).toBe('espaces')
  })

  it('are led by owners and managers', () => {
    expect([leads('owner'), leads('manager'), leads('reception'), leads(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
