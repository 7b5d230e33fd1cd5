import { auth } from './auth'
import { balance } from './balance'
import { billing } from './billing'
import { book } from './book'
import { booking } from './booking'
import { checkin } from './checkin'
import { closings } from './closings'
import { collecting } from './collecting'
import { common } from './common'
import { documents } from './documents'
import { editor } from './editor'
import { feeds } from './feeds'
import { history } from './history'
import { host } from './host'
import { images } from './images'
import { impact } from './impact'
import { imports } from './imports'
import { journal } from './journal'
import { map } from './map'
import { moderation } from './moderation'
import { money } from './money'
import { operations } from './operations'
import { payouts } from './payouts'
import { planning } from './planning'
import { search } from './search'
import { series } from './series'
import { shell } from './shell'
import { space } from './space'
import { team } from './team'
import { time } from './time'
import { trail } from './trail'
import { waiting } from './waiting'

export const fr = {
  auth,
  balance,
  billing,
  book,
  booking,
  checkin,
  closings,
  collecting,
  common,
  documents,
  editor,
  history,
  feeds,
  host,
  images,
  imports,
  impact,
  journal,
  map,
  moderation,
  money,
  operations,
  payouts,
  planning,
  search,
  series,
  shell,
  space,
  team,
  time,
  trail,
  waiting,
}
