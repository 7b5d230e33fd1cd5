import { describe, expect, it } from 'vitest'
import { actionsOf, type CollectionState, collectionState } from './actions'
import { readReturn } from './address'

const actions = (state: CollectionState, ...waits_for: string[]) => actionsOf({ state, waits_for })

describe('an account', () => {
  it('is activated first, and only then looked at', () => {
    expect(actions('none')).toEqual(['activate'])
  })

  it('is finished as long as its form is not', () => {
    expect(actions('to_finish', 'external_account')).toEqual(['finish', 'refresh'])
    expect(actions('to_finish')).toEqual(['finish', 'refresh'])
  })

  it('leads to its dashboard while Stripe checks it and once it is active', () => {
    expect(actions('under_review')).toEqual(['dashboard', 'refresh'])
    expect(actions('active')).toEqual(['dashboard', 'refresh'])
  })

  it('goes on with the form where Stripe wants something more', () => {
    expect(actions('restricted', 'company.tax_id')).toEqual(['finish', 'dashboard', 'refresh'])
    expect(actions('restricted')).toEqual(['dashboard', 'refresh'])
    expect(actions('active', 'company.tax_id')).toEqual(['finish', 'dashboard', 'refresh'])
  })

  it('that was rejected leads nowhere', () => {
    expect(actions('rejected', 'company.tax_id')).toEqual(['refresh'])
  })

  it('has no state that only somebody else knows', () => {
    expect(collectionState('restricted')).toBe('restricted')
    expect(collectionState('frozen')).toBeUndefined()
  })
})

describe('the way back from Stripe', () => {
  it('is one of two words, and nothing else of the address is kept', () => {
    expect(readReturn({ encaissement: 'retour', state: 'active' })).toEqual({
      encaissement: 'retour',
    })
    expect(readReturn({ encaissement: 'reprise' })).toEqual({ encaissement: 'reprise' })
    expect(readReturn({ encaissement: 'active' })).toEqual({})
    expect(readReturn({})).toEqual({})
  })
})
