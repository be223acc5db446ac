// Puts the masked view before the reader's answers: each answer that holds words of people, by method.
import type { Checked, Output } from '../../shared/contract'
import type { Call, Handlers } from '../rpc'
import type { MaskedView } from './masked-view'

type Reader = Handlers<'reader'>
type Mask<M extends keyof Reader> = (view: MaskedView, answer: Output<M>, input: Checked<M>) => Output<M>

/**
 * Answers that hold free text of no single conversation, to be read only. What a person edits and saves (issues, Q&A pairs, names of
 * review sets, comments) is never among them: saving it would put pseudonyms in the place of what was written.
 */
const ANYWHERE = [
  'history.list',
  'imports.rejected',
  'outbox.list',
  'imports.annotated',
  'suggestions.list',
  'suggestions.compute',
  'suggestions.questions',
  'suggestions.anchors',
  'qa.prepare',
  'qa.coverage'
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
    'review.items': wrap('review.items', (now, items) => now.items(items)),
    'review.annotations': wrap('review.annotations', (now, annotations, { conversationId }) =>
      now.annotations(conversationId, annotations)
    )
  }
}
