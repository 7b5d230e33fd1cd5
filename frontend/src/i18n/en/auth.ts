import type { Fr, Words } from '../words'

export const auth: Words<Fr['auth']> = {
  email: 'E-mail address',
  password: 'Password',
  new_password: 'New password',
  password_rule: 'At least 10 characters, with an upper-case letter, a lower-case one and a digit.',
  given_name: 'Given name',
  family_name: 'Family name',
  code: 'Code received by e-mail',
  sign_in: {
    title: 'Sign in',
    submit: 'Sign in',
    no_login: 'Not registered yet?',
    forgot: 'Forgotten password?',
    again_title: 'Your session has expired',
    again: 'Sign in again to go on: nothing that you typed is lost.',
  },
  sign_up: {
    title: 'Sign up',
    lead: 'One login to book a space and to list yours.',
    submit: 'Sign up',
    has_login: 'Already registered?',
  },
  confirm: {
    title: 'Confirm your address',
    lead: 'We sent a code to {{email}}. Type it to activate your login.',
    lead_plain: 'Type your address and the code received by e-mail.',
    submit: 'Confirm',
    resend: 'Send the code again',
    resent: 'A new code is on its way.',
    done: 'Your address is confirmed. Sign in.',
  },
  forgot: {
    title: 'Forgotten password',
    lead: 'Give your address: if a login exists, you receive a code to choose a new password.',
    submit: 'Receive a code',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'If a login exists for {{email}}, a code has just been sent there.',
    submit: 'Change the password',
    done: 'Your password is changed. Sign in.',
  },
  me: {
    title: 'My account',
    language: 'Language of the pages and e-mails',
    saved: 'Your details are up to date.',
  },
}
