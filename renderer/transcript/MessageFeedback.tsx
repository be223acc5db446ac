// Thumbs, stars and comments people gave an answer.
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import type { MessageFeedback as Feedback } from '../../shared/domain'
import groundClasses from './grounds.module.css'
import { Highlighted } from './Highlighted'
import type { FindHits } from './markdown-plugins'

export function MessageFeedback({
  feedback,
  find
}: {
  readonly feedback: readonly Feedback[]
  readonly find: FindHits | null
}) {
  return feedback.map((given, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: feedback has no identity and keeps its order
    <div key={index} className={groundClasses.feedback} data-thumb={given.thumb ?? 'none'}>
      {given.thumb === 'up' && <IconThumbUp size={14} aria-hidden />}
      {given.thumb === 'down' && <IconThumbDown size={14} aria-hidden />}
      <span className={groundClasses.feedbackWord}>{feedbackWords(given)}</span>
      {given.comment && (
        <q className={groundClasses.comment} dir="auto">
          <Highlighted text={given.comment} find={find} />
        </q>
      )}
    </div>
  ))
}

/** The customer, or nobody knows who. */
const UNNAMED: ReadonlySet<string> = new Set(['', 'customer', 'unknown'])

/** "Thumbs down", "4 of 5 stars", with who gave it where that is known and was not the customer. */
export function feedbackWords({ thumb, stars, rater }: Pick<Feedback, 'thumb' | 'stars' | 'rater'>): string {
  const words = [
    ...(thumb === 'up' ? ['Thumbs up'] : thumb === 'down' ? ['Thumbs down'] : []),
    ...(stars !== null ? [`${stars.toLocaleString()} of 5 stars`] : [])
  ]
  const given = words.length > 0 ? words.join(', ') : 'Comment'
  return UNNAMED.has(rater) ? given : `${given} by ${rater}`
}
