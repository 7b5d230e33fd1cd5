import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'

const worthAnotherTry = (error: Error) =>
  error instanceof Problem && (error.code === 'network' || error.status >= 500)

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
    },
    // A command is never sent twice behind the person's back; its key makes « try again » safe.
    mutations: { retry: false },
  },
})
