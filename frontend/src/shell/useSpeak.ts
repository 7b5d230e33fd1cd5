import { useQueryClient } from '@tanstack/react-query'
import { speak } from '@/i18n'
import type { Language } from '@/i18n/language'
import { saveLanguage } from '@/session/profile'
import { session } from '@/session/session'

/** Switches at once, then keeps the choice in the profile so that e-mails follow it too. */
export function useSpeak() {
  const queries = useQueryClient()
  return async (language: Language): Promise<void> => {
    await speak(language)
    if (session.get().phase === 'signed-in') {
      // The page already speaks the language; a profile that could not be saved catches up later.
      await saveLanguage(queries, language).catch(() => undefined)
    }
    // Some words come from the server (problems, reasons, labels): ask for them again.
    await queries.invalidateQueries()
  }
}
