// Puts the masked view before the reader's answers: each answer that holds words of people, by method.
import type { Checked, Output } from '../../shared/contract'
import type { Call, Handlers } from '../rpc'
import type { MaskedView } from './masked-view'

type Reader = Handlers<'reader'>
type Mask<M extends keyof Reader> = (view: MaskedView, answer: Output<M>, input: Checked<M>) => Output<M>

/**
 * Answers that hold free text of no single conversation. What a person edits and saves there (issues, Q&A pairs) cannot be edited in
 * the window while it is masked: saving it would put pseudonyms in the place of what was written. Names of review sets and comments
 * are not masked: they are carried along when something else is changed.
 */
const ANYWHERE = [
  'history.list',
  'imports.rejected',
  'outbox.list',
  'imports.annotated',
  'issues.list',
  'qa.list',
  'qa.get',
  'suggestions.list',
  'suggestions.compute',
  'suggestions.questions',
  'suggestions.anchors',
  'contradictions.list',
  'contradictions.compute',
  'answers.sources',
  'qa.prepare',
  'qa.coverage',
  'asked.about'
] as const satisfies readonly (keyof Reader)[]

/** The same handlers; what they answer is masked while `view` gives a view. */
export function maskAnswers(handlers: Reader, view: () => MaskedView | null): Reader {
  function wrap<M extends keyof Reader>(method: M, mask: Mask<M>) {
    // The table's row for a method takes that method's input: only the type is lost on the way.
    const handler = handlers[method] as (call: Call, input: Checked<M>) => Output<M> | Promise<Output<M>>
    return async (call: Call, input: Checked<M>): Promise<Output<M>> => {
      const answer = await handler(call, input)
      const now = view()
      return now === null ? answer : mask(now, answer, input)
    }
  }
  const anywhere = <M extends keyof Reader>(method: M) => wrap(method, (now, answer) => now.anywhere(answer))
  return {
    ...handlers,
    ...Object.fromEntries(ANYWHERE.map((method) => [method, anywhere(method)])),
    'conversations.page': wrap('conversations.page', (now, rows) => now.rows(rows)),
    'transcript.open': wrap('transcript.open', (now, detail) => now.detail(detail)),
    'transcript.messages': wrap('transcript.messages', (now, messages, { conversationId }) =>
      now.messages(conversationId, messages)
    ),
    'transcript.raw': wrap('transcript.raw', (now, raw, { conversationId }) =>
      raw === null ? null : now.text(conversationId, raw)
    ),
    'analytics.keyWords': wrap('analytics.keyWords', (now, words) => ({
      ...words,
      moreInA: words.moreInA.map((one) => ({ ...one, word: now.word(one.word) })),
      moreInB: words.moreInB.map((one) => ({ ...one, word: now.word(one.word) }))
    })),
    'review.items': wrap('review.items', (now, items) => now.items(items)),
    'review.annotations': wrap('review.annotations', (now, annotations, { conversationId }) =>
      now.annotations(conversationId, annotations)
    )
  }
}
