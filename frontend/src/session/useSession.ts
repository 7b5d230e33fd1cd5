import { useSyncExternalStore } from 'react'
import { type Session, session } from './session'

export const useSession = (): Session => useSyncExternalStore(session.subscribe, session.get)
