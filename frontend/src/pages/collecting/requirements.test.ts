import { describe, expect, it } from 'vitest'
import { familiesOf } from './requirements'

describe('what Stripe waits for', () => {
  it.each([
    ['representative.given_name', 'identity'],
    ['representative.dob.day', 'identity'],
    ['individual.id_number', 'identity'],
    ['person_1Nv0.relationship.title', 'identity'],
    ['identity.individual.surname', 'identity'],
    ['representative.verification.document', 'document'],
    ['company.verification.document', 'document'],
    ['identity.business_details.documents.company_registration', 'document'],
    ['representative.documents.primary_verification', 'document'],
    ['external_account', 'bank'],
    ['configuration.recipient.default_payout_method', 'bank'],
    ['documents.bank_account_ownership_verification.files', 'bank'],
    ['company.address.line1', 'address'],
    ['representative.address.postal_code', 'address'],
    ['identity.business_details.address.line1', 'address'],
    ['identity.business_details.registered_address.line1', 'address'],
    ['company.tax_id', 'company'],
    ['business_profile.product_description', 'company'],
    ['business_type', 'company'],
    ['identity.business_details.registered_name', 'company'],
    ['owners.first_name', 'owners'],
    ['directors.address.city', 'owners'],
    ['company.owners_provided', 'owners'],
    ['identity.attestations.persons_provided.executives', 'owners'],
    ['tos_acceptance.date', 'terms'],
    ['terms_of_service.account', 'terms'],
    ['identity.attestations.terms_of_service.account.ip', 'terms'],
    ['representative.email', 'contact'],
    ['contact_email', 'contact'],
    ['company.phone', 'contact'],
    ['interv_1Q.other_supportability_inquiry.support', 'other'],
  ])('%s is about: %s', (code, family) => {
    expect(familiesOf([code])).toEqual([family])
  })

  it('says each thing once, in the order of a form, and the unknown last', () => {
    const codes = ['new_thing', 'external_account', 'company.name', 'company.tax_id', 'other_thing']
    expect(familiesOf(codes)).toEqual(['company', 'bank', 'other'])
    expect(familiesOf([])).toEqual([])
  })
})
