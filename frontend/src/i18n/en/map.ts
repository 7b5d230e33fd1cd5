import type { Fr, Words } from '../words'

export const map: Words<Fr['map']> = {
  closer: 'Zoom in',
  further: 'Zoom out',
  fit: 'Back to all',
  together: '{{count}} spaces in one place, zoom in',
}
