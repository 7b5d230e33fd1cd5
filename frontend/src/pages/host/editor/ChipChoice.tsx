import { Chip, Group, Input } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  label: string
  choices: readonly { value: string; label: string }[]
  value?: string[]
  onChange?: (chosen: string[]) => void
  error?: ReactNode
}

/** Some of many words, each a chip. */
export function ChipChoice({ label, choices, value, onChange, error }: Props) {
  return (
    <Input.Wrapper
      size="md"
      label={label}
      labelElement="div"
      error={error}
      role="group"
      aria-label={label}
    >
      <Chip.Group multiple value={value} onChange={onChange}>
        <Group gap="xs" mt="xs">
          {choices.map((choice) => (
            <Chip key={choice.value} value={choice.value} size="md">
              {choice.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  )
}
