import { auth } from './auth'
import { billing } from './billing'
import { book } from './book'
import { booking } from './booking'
import { collecting } from './collecting'
import { common } from './common'
import { documents } from './documents'
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
import { trail } from './trail'

export const fr = {
  auth,
  billing,
  book,
  booking,
  collecting,
  common,
  documents,
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
  trail,
}
