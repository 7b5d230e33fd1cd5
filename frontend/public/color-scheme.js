// Runs before the first paint so that dark mode never flashes white. A file, not an inline script,
// so that the page can be served under a strict script-src.
;(() => {
  let wanted = 'auto'
  try {
    wanted = localStorage.getItem('pupitre.color-scheme') || 'auto'
    document.documentElement.lang = localStorage.getItem('pupitre.language') || 'fr'
  } catch {}
  const dark =
    wanted === 'dark' ||
    (wanted === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
