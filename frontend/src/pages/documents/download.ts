import { leaveFor } from '@/shell/leave'

/** `<bucket>.s3.amazonaws.com` and `<bucket>.s3.<region>.amazonaws.com`. */
const ARCHIVE = /^[a-z0-9.-]+\.s3(\.[a-z0-9-]+)?\.amazonaws\.com$/

/** Saves the file behind a link of the archive: its answer is an attachment, so that the page stays where it is.
 * Throws a Problem for any other address. */
export const download = (address: string): void =>
  leaveFor(
    address,
    ({ protocol, hostname, port }) =>
      protocol === 'https:' && port === '' && ARCHIVE.test(hostname),
  )
