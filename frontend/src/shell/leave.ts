import { localProblem } from '@/api/problem'

const THIS_MACHINE = ['127.0.0.1', 'localhost']

function read(address: string): URL {
  try {
    return new URL(address)
  } catch {
    throw localProblem('unreadable')
  }
}

/** For a page served by `make run`: what runs beside it on that machine. */
const isNextDoor = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' &&
  THIS_MACHINE.includes(hostname) &&
  THIS_MACHINE.includes(window.location.hostname)

/** The only way out of this site. Throws a Problem for an address that is not the one expected. */
export function leaveFor(address: string, isExpected: (url: URL) => boolean): void {
  const url = read(address)
  if (!isExpected(url) && !isNextDoor(url)) throw localProblem('unreadable')
  window.location.assign(url.href)
}
