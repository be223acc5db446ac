// Question and answer in one record: the two messages they are.
import type { RawMessage, RawTime } from './raw'

export interface Pair {
  /** Id of the pair; its messages are `<id>:q` and `<id>:a`. */
  readonly id: string | undefined
  readonly question: string | null
  readonly answer: string | null
  readonly askedAt?: RawTime
  /** Absent: as the question, since the source gives one time for both. */
  readonly answeredAt?: RawTime
  /** The answer's other values. */
  readonly about?: Omit<RawMessage, 'id' | 'role' | 'text' | 'sentAt'> & { readonly role?: string }
  readonly askedBy?: string | null
}

/** Question first; a side that says nothing is left out. */
export function pairMessages({ id, question, answer, askedAt, answeredAt, about, askedBy }: Pair): RawMessage[] {
  const messages: RawMessage[] = []
  if (question !== null)
    messages.push({
      id: id && `${id}:q`,
      role: 'user',
      author: askedBy,
      sentAt: askedAt,
      text: question,
      format: 'text'
    })
  if (answer !== null)
    messages.push({
      role: 'assistant',
      format: 'markdown',
      ...about,
      id: id && `${id}:a`,
      sentAt: answeredAt ?? askedAt,
      text: answer
    })
  return messages
}
