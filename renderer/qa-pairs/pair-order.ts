// Which Q&A pairs are shown, and in which order.
import type { Outcome, OutcomeVerdict } from '../../shared/answers'
import { QA_STATES, type QaPair, type QaState } from '../../shared/improve'
import { fold } from '../../shared/search-text'

export interface PairSort {
  readonly by: 'title' | 'answer' | 'state' | 'outcome' | 'agent' | 'updatedAt'
  readonly descending: boolean
}

/** Pairs of a state (null: any) whose name, questions or answer hold every word of `text`, whatever case and accents. */
export function filterPairs(pairs: readonly QaPair[], state: QaState | null, text: string): QaPair[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return pairs.filter((pair) => {
    if (state !== null && pair.state !== state) return false
    const whole = fold([pair.name, ...pair.questions, pair.answer].join('\n'))
    return words.every((word) => whole.includes(word))
  })
}

const WORST_FIRST: readonly (OutcomeVerdict | null)[] = ['worse', 'no change', 'too few', 'fixed', null]

/** States sort in the order of a pair's life; equal ones by what changed last. */
export function sortPairs(
  pairs: readonly QaPair[],
  { by, descending }: PairSort,
  outcomes: ReadonlyMap<number, Outcome> = new Map()
): QaPair[] {
  // Pairs that are not live come last, from worse to fixed before them.
  const place = ({ id }: QaPair) => WORST_FIRST.indexOf(outcomes.get(id)?.verdict ?? null)
  const compare = (a: QaPair, b: QaPair): number => {
    switch (by) {
      case 'title':
        return (a.questions[0] ?? a.name).localeCompare(b.questions[0] ?? b.name)
      case 'answer':
        return a.answer.localeCompare(b.answer)
      case 'state':
        return QA_STATES.indexOf(a.state) - QA_STATES.indexOf(b.state)
      case 'outcome':
        return place(a) - place(b)
      case 'agent':
        return (a.agent ?? '').localeCompare(b.agent ?? '')
      case 'updatedAt':
        return a.updatedAt - b.updatedAt
    }
  }
  const sign = descending ? -1 : 1
  return pairs.toSorted((a, b) => sign * compare(a, b) || b.updatedAt - a.updatedAt || b.id - a.id)
}
