// Which Q&A pairs are shown, and in which order.
import { QA_STATES, type QaPair, type QaState } from '../../shared/improve'
import { fold } from '../../shared/search-text'

export interface PairSort {
  readonly by: 'title' | 'answer' | 'state' | 'agent' | 'updatedAt'
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

/** States sort in the order of a pair's life; equal ones by what changed last. */
export function sortPairs(pairs: readonly QaPair[], { by, descending }: PairSort): QaPair[] {
  const compare = (a: QaPair, b: QaPair): number => {
    switch (by) {
      case 'title':
        return (a.questions[0] ?? a.name).localeCompare(b.questions[0] ?? b.name)
      case 'answer':
        return a.answer.localeCompare(b.answer)
      case 'state':
        return QA_STATES.indexOf(a.state) - QA_STATES.indexOf(b.state)
      case 'agent':
        return (a.agent ?? '').localeCompare(b.agent ?? '')
      case 'updatedAt':
        return a.updatedAt - b.updatedAt
    }
  }
  const sign = descending ? -1 : 1
  return pairs.toSorted((a, b) => sign * compare(a, b) || b.updatedAt - a.updatedAt || b.id - a.id)
}
