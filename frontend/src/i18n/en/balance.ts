import type { Fr, Words } from '../words'

export const balance: Words<Fr['balance']> = {
  title: 'Balance of the platform',
  lead: 'What the platform’s Stripe account holds, and what may leave it for its bank.',
  now: 'Right now',
  available: 'Available',
  pending: 'Pending at Stripe',
  owed: 'Owed to hosts and clients',
  free: 'Free',
  pay_out: 'Pay out to the platform’s bank',
  pay_out_lead: 'Only what is free may leave: the rest is owed.',
  none_free: 'Nothing is free at the moment: all that is available is owed.',
  amount: 'Amount',
  at_most: '{{amount}} at most',
  wrong: 'Give an amount between €0.01 and {{amount}}.',
  send: 'Pay out',
  title_sure: 'Pay out {{amount}}?',
  sure: 'This sum leaves the platform’s Stripe account for its bank.',
  sent: '{{amount}} are on their way: they arrive on {{day}}.',
}
