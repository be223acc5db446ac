// The weak answer beside the new one: what changes word by word, and what the weak one rested on.
import { useMemo } from 'react'
import type { PreparedDraft } from '../../shared/improve'
import { Citations } from '../transcript/Citations'
import classes from './improve.module.css'
import { wordDiff } from './word-diff'

export interface WeakAnswerProps {
  readonly replaces: string | null
  readonly answer: string
  readonly prepared: PreparedDraft | null
}

export function WeakAnswer({ replaces, answer, prepared }: WeakAnswerProps) {
  const parts = useMemo(
    () => (replaces !== null && answer.trim() !== '' ? wordDiff(replaces, answer) : null),
    [replaces, answer]
  )
  if (replaces === null) return null
  return (
    <section aria-label="Weak answer" className={classes.weak}>
      <h3>{parts ? 'Weak answer, and what becomes of it' : 'Weak answer'}</h3>
      <div className={classes.diff} dir="auto">
        {parts
          ? parts.map((part, index) => {
              const key = `${index} ${part.kind}`
              if (part.kind === 'removed') return <del key={key}>{part.text}</del>
              return part.kind === 'added' ? <ins key={key}>{part.text}</ins> : <span key={key}>{part.text}</span>
            })
          : replaces}
      </div>
      {prepared && prepared.citations.length > 0 && (
        <>
          <h3>What it rested on</h3>
          <Citations citations={prepared.citations} find={null} />
        </>
      )}
      {prepared?.citationsKnown && prepared.citations.length === 0 && (
        <p className="muted">It rested on no source: there may be none about this.</p>
      )}
    </section>
  )
}
