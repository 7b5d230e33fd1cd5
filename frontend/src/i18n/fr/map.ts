export const map = {
  closer: 'Rapprocher',
  further: 'Éloigner',
  fit: 'Revenir à tout',
  together: '{{count}} espaces au même endroit, rapprocher',
}
