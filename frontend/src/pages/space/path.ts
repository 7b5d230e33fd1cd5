/** The parts of a space's address, as the API tells it: /espaces/<city>/<name>-<id>. */
export interface SpaceParams {
  city: string
  name: string
}

const PREFIX = 'sp_'

export function paramsOf(path: string): SpaceParams {
  const [, , city = '', name = ''] = path.split('/')
  return { city, name }
}

/** The id alone says which space is meant: names change, links stay. */
export function spaceIdIn(name: string): string {
  const short = name.slice(name.lastIndexOf('-') + 1)
  return short.startsWith(PREFIX) ? short : PREFIX + short
}
