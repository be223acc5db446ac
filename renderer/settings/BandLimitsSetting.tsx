// The two limits between low, medium and high confidence, with the words they give as one moves them.
import { NumberInput, RangeSlider } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { BandLimits } from '../../shared/domain'
import classes from './settings.module.css'

const STEP = 0.01

export function BandLimitsSetting({
  bands,
  onChange
}: {
  readonly bands: BandLimits
  onChange(bands: BandLimits): void
}) {
  const [moving, setMoving] = useState(bands)
  useEffect(() => setMoving(bands), [bands])
  const set = (medium: number, high: number) => {
    const next = { medium: Math.min(medium, high), high: Math.max(medium, high) }
    setMoving(next)
    onChange(next)
  }
  const limit = (name: 'medium' | 'high', label: string) => (
    <NumberInput
      label={label}
      min={0}
      max={1}
      step={STEP}
      decimalScale={2}
      fixedDecimalScale
      clampBehavior="blur"
      value={moving[name]}
      w={150}
      onChange={(value) => {
        if (typeof value !== 'number' || value < 0 || value > 1) return
        // The other limit gives way: medium is never above high.
        if (name === 'medium') set(value, Math.max(value, moving.high))
        else set(Math.min(value, moving.medium), value)
      }}
    />
  )
  return (
    <div className={classes.bands}>
      <RangeSlider
        min={0}
        max={1}
        step={STEP}
        minRange={0}
        label={(value) => value.toFixed(2)}
        value={[moving.medium, moving.high]}
        onChange={([medium, high]) => setMoving({ medium, high })}
        onChangeEnd={([medium, high]) => set(medium, high)}
        thumbFromLabel="Medium begins at"
        thumbToLabel="High begins at"
      />
      <div className={classes.limits}>
        {limit('medium', 'Medium begins at')}
        {limit('high', 'High begins at')}
      </div>
      <p className={classes.words} role="status">
        <span data-band="low">Low: below {moving.medium.toFixed(2)}</span>
        <span data-band="medium">
          Medium: {moving.medium.toFixed(2)} to {moving.high.toFixed(2)}
        </span>
        <span data-band="high">High: {moving.high.toFixed(2)} and above</span>
      </p>
    </div>
  )
}
