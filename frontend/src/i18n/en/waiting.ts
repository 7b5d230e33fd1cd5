import type { Fr, Words } from '../words'

export const waiting: Words<Fr['waiting']> = {
  taken_title: 'Is the time you want taken?',
  full_title: 'Tell me if a place comes free',
  how: 'Choose the times that would suit you. When a place comes free, it is offered to each person in turn: we write to you, and it is kept for you for 30 minutes.',
  start: 'Wanted start',
  end: 'Wanted end',
  is_free: 'This time is free: choose it above to book it.',
  price: 'Today’s price, to be paid only if you take the place: {{amount}}',
  join: 'Tell me if a place comes free',
  sign_in: 'Sign in to be told',
  joined:
    'You are on the waiting list. We write to you as soon as it is your turn; the place is then kept for you for 30 minutes.',
  see: 'See my waiting lists',
  title: 'Waiting list',
  lead: 'You are on the list. We write to you when a place is offered to you.',
  leave: 'Leave the list',
  leave_named: 'Leave the list: {{room}}, {{when}}',
  leave_title: 'Leave this waiting list?',
  leave_text: '{{room}}, {{when}}: if you join it later, you will be at its end.',
  left: 'You have left the waiting list.',
  take_and_pay: 'Take it and pay {{amount}}',
  take: 'Take the place',
  refuse: 'Give up my place',
  refuse_title: 'Give up this place?',
  refuse_text: 'It is offered to the next person, and you leave the waiting list.',
  refused: 'The place is offered to the next person.',
}
