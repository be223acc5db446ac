// Confidence as a band word with its score: the colour only repeats what the word says.
import { type Band, bandOf } from '../../shared/domain'
import { BAND_WORDS } from '../components/words'
import { useSettings } from '../use-settings'
import classes from './transcript.module.css'
import { score } from './words'

/** `of` says whose confidence it is, where that is not the answer it stands beside. */
export function Confidence({ value, of }: { readonly value: number; readonly of?: string }) {
  const { settings } = useSettings()
  const band: Band = bandOf(value, settings.bands)
  return (
    <span className={classes.badge} data-band={band} title={`${of ?? 'Confidence'}: ${score(value)} of 1`}>
      <span className={classes.heard}>{of ?? 'Confidence'} </span>
      {BAND_WORDS[band]} {score(value)}
    </span>
  )
}
