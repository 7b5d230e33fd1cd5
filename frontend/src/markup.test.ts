import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const HERE = import.meta.dirname
const sources = readdirSync(HERE, { recursive: true, encoding: 'utf-8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|gen\.d)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(HERE, path), 'utf-8') }))

/** `path: what it holds` for each place that matches. */
const found = (pattern: RegExp) =>
  sources
    .flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`))
    .sort()

it('looks at the whole application', () => {
  expect(sources.length).toBeGreaterThan(100)
})

it('never makes markup or code out of text', () => {
  const sinks =
    /dangerouslySetInnerHTML|(inner|outer)HTML|insertAdjacentHTML|document\.write|srcDoc|\beval\(|new Function|javascript:/g
  expect(found(sinks)).toEqual([])
})

it('opens no other window, whose page could reach back', () => {
  expect(found(/_blank|window\.open/g)).toEqual([])
})

it('builds few addresses by hand, and none whose scheme somebody typed', () => {
  expect(found(/\b(href|src|srcSet|formAction)=\{[^\s$}]*/g)).toEqual([
    // What was just chosen on this device, as `data:`.
    'pages/billing/LogoSection.tsx: src={preview',
    'pages/billing/MissingNotice.tsx: href={`#',
    'pages/booking/BookingSheet.tsx: href={mailTo(email)',
    'pages/host/editor/SpaceEditor.tsx: href={`#',
    // Paths on this site, which the API makes of ids.
    'pages/host/editor/images/PictureCard.tsx: src={thumbnail',
    // What was just chosen on this device, as `blob:`.
    'pages/host/editor/images/UploadLine.tsx: src={sending.preview',
    'pages/host/profile/ProfilePage.tsx: href={`#',
    // Paths on this site, which the API makes of ids.
    'pages/space/Picture.tsx: src={medium',
    'pages/space/Picture.tsx: srcSet={`',
    'pages/space/SpaceFacts.tsx: href={`tel:',
    // Another site, by its whole address; only numbers are put in.
    'pages/space/Where.tsx: href={`https://www.openstreetmap.org/directions?',
  ])
})

it('leaves the site in one place only', () => {
  expect(found(/location\.(assign|replace|href)\b|location\s*=[^=]/g)).toEqual([
    'session/guard.ts: location.href',
    'shell/leave.ts: location.assign',
  ])
})

it('keeps nothing on the device but small choices', () => {
  expect(found(/document\.cookie|sessionStorage|indexedDB|localStorage\.\w+/g)).toEqual([
    'shell/remembered.ts: localStorage.getItem',
    'shell/remembered.ts: localStorage.removeItem',
    'shell/remembered.ts: localStorage.setItem',
  ])
})
