// Confidence as a band word with its score: the colour only repeats what the word says.
import { type Band, bandOf } from '../../shared/domain'
import { BAND_WORDS } from '../components/words'
import { useSettings } from '../use-settings'
import classes from './transcript.module.css'
import { score } from './words'

export function Confidence({ value, label }: { readonly value: number; readonly label?: string }) {
  const { settings } = useSettings()
  const band: Band = bandOf(value, settings.bands)
  return (
    <span className={classes.badge} data-band={band} title={`Confidence ${score(value)} of 1`}>
      <span className={label ? undefined : classes.heard}>{label ?? 'Confidence'} </span>
      {BAND_WORDS[band]} {score(value)}
    </span>
  )
}
