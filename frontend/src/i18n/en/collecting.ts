import type { Fr, Words } from '../words'

export const collecting: Words<Fr['collecting']> = {
  title: 'Collection methods',
  lead: 'Where the money of your bookings goes. Without an active account no paid room can be booked.',
  status: {
    none: 'Not activated yet',
    to_finish: 'To be finished',
    under_review: 'Being checked by Stripe',
    active: 'Active',
    restricted: 'Restricted',
    rejected: 'Rejected',
  },
  meaning: {
    none: 'Stripe, our payment provider, collects from coworkers and pays out what is yours. The law makes it know first whom it pays: it asks you in a form, on its own site.',
    to_finish:
      'Stripe’s form was begun but not finished. Take it up where you left it with “Finish”.',
    under_review:
      'Stripe is checking what you gave it. There is nothing for you to do: the state changes here as soon as it answers.',
    active: 'Stripe has verified your account: it can receive the money of your bookings.',
    restricted:
      'Your account was active and can no longer receive money: Stripe wants one more verification.',
    rejected:
      'Stripe has rejected this account: it will receive no money. Write to us, we will look for a way with you.',
  },
  who: 'The form is to be filled in by somebody who may act for the legal entity that runs your space. You may stop at any time and go on later, from this page.',
  almost: 'One setting is left on our side: refresh in a moment.',
  give: 'Give it what it asks for with “Finish”.',
  ask_stripe: 'Your Stripe dashboard says why.',
  waits_for: 'Stripe is still waiting for:',
  due_by: 'To be given before {{moment}}.',
  family: {
    company: 'details of the company or public body',
    identity: 'the identity of its representative',
    document: 'a proof: an identity document or an official document of the company',
    address: 'an address',
    contact: 'an e-mail address or a phone number',
    owners: 'details of its directors and owners',
    bank: 'a bank account, for your payouts',
    terms: 'your acceptance of its terms of service',
    other: 'a detail that Stripe asks for',
  },
  settings_first: 'To activate Stripe, first save these in your billing settings:',
  action: {
    activate: 'Activate',
    finish: 'Finish',
    dashboard: 'Stripe dashboard',
    refresh: 'Refresh',
  },
  reopening: 'One moment, we are opening Stripe’s form again…',
  seen: 'Your Stripe account: {{status}}.',
  seen_at: 'State given by Stripe on {{moment}}.',
}
