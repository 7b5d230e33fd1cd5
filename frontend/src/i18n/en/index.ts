import type { Fr, Words } from '../words'
import { auth } from './auth'
import { book } from './book'
import { booking } from './booking'
import { common } from './common'
import { editor } from './editor'
import { host } from './host'
import { journal } from './journal'
import { moderation } from './moderation'
import { money } from './money'
import { operations } from './operations'
import { search } from './search'
import { shell } from './shell'
import { space } from './space'
import { time } from './time'

export const en: Words<Fr> = {
  auth,
  book,
  booking,
  common,
  editor,
  host,
  journal,
  moderation,
  money,
  operations,
  search,
  shell,
  space,
  time,
}
