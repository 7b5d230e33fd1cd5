import { type Language, localeOf } from '@/i18n/language'

/** ISO 3166-1 alpha-2. Overseas departments are FR with their own postcodes. */
const CODES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI ' +
  'FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ ' +
  'IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ' +
  'ME MG MH MK ML MM MN MO MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH ' +
  'PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC ' +
  'TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XK YE ZA ZM ZW'

/** Countries by their names in the reader's language; France first, where nearly all readers are. */
export function countryOptions(language: Language, current: string) {
  const names = new Intl.DisplayNames([localeOf(language)], { type: 'region' })
  const codes = CODES.split(' ')
  const known = codes.includes(current) ? codes : [current, ...codes]
  const option = (code: string) => ({ value: code, label: names.of(code) ?? code })
  const others = known
    .filter((code) => code !== 'FR')
    .map(option)
    .sort((one, other) => one.label.localeCompare(other.label, localeOf(language)))
  return [option('FR'), ...others]
}
