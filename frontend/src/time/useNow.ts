import { useEffect, useState } from 'react'
import { now } from './now'

/** The time, drawn again every `every` milliseconds. */
export function useNow(every = 15_000): number {
  const [value, setValue] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setValue(now()), every)
    return () => clearInterval(timer)
  }, [every])
  return value
}
