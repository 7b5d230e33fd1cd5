import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_SEARCH } from './filter'

const PAUSE = 350

interface Props {
  value: string
  onSearch: (text: string) => void
}

/** Searches once its typist pauses. */
export function SearchBox({ value, onSearch }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const told = useRef(value)

  // « Back », or a button of the page, changed the address: the field follows, but never its own typing.
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])

  function tell(next: string) {
    told.current = next.trim()
    onSearch(told.current)
  }

  const tellLater = useDebouncedCallback(tell, PAUSE)

  function clear() {
    setText('')
    tellLater.cancel()
    tell('')
  }

  return (
    <TextInput
      type="search"
      label={t('documents.search')}
      description={t('documents.search_hint')}
      maxLength={LONGEST_SEARCH}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        tellLater(currentTarget.value)
      }}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        text && <CloseButton aria-label={t('documents.clear_search')} onClick={clear} />
      }
    />
  )
}
