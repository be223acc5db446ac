// A badge in one of the app's tones, readable in light and dark; its words say what it means, the colour only repeats it.
import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './ToneBadge.module.css'

export type Tone = 'good' | 'fair' | 'bad' | 'plain'

export function ToneBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <Badge className={classes.badge} data-tone={tone}>
      {children}
    </Badge>
  )
}
