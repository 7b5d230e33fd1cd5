import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paramsOf } from './path'
import type { SpaceSearch } from './search'

/**
 * Keeps the address of a space the one that its name has now, and tells it to whoever shares the page: browsers
 * share the canonical address, and the server wrote that of the page on which somebody landed.
 */
export function useAddress(path: string, search: SpaceSearch) {
  const navigate = useNavigate()

  useEffect(() => {
    if (location.pathname === path) return
    navigate({
      to: '/espaces/$city/$name',
      params: paramsOf(path),
      search,
      replace: true,
      resetScroll: false,
    })
  }, [navigate, path, search])

  useEffect(() => {
    for (const written of document.head.querySelectorAll('link[rel=canonical]')) written.remove()
    const link = document.createElement('link')
    link.rel = 'canonical'
    link.href = new URL(path, location.origin).href
    document.head.append(link)
    return () => link.remove()
  }, [path])
}
