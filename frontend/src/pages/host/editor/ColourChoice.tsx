import { useTranslation } from 'react-i18next'
import classes from './ColourChoice.module.css'
import { COLOUR_NAMES, COLOURS } from './colours'

interface Props {
  name: string
  value: string
  onChange: (colour: string) => void
}

export function ColourChoice({ name, value, onChange }: Props) {
  const { t } = useTranslation()
  const swatches = COLOUR_NAMES.map((colour) => ({
    colour: COLOURS[colour],
    label: t(`editor.room.colours.${colour}`),
  }))
  if (!swatches.some(({ colour }) => colour === value)) {
    swatches.unshift({ colour: value, label: t('editor.room.colours.own') })
  }
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.legend}>{t('editor.room.colour')}</legend>
      {swatches.map(({ colour, label }) => (
        <label key={colour} className={classes.colour} title={label}>
          <input
            type="radio"
            name={`colour-${name}`}
            value={colour}
            checked={colour === value}
            aria-label={label}
            onChange={() => onChange(colour)}
          />
          <span style={{ background: colour }} />
        </label>
      ))}
    </fieldset>
  )
}
