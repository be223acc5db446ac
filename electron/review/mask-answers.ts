// Puts the masked view before the reader's answers: for every answer it is said here how the words in it are masked, or why none need be.
import type { Checked, Output } from '../../shared/contract'
import type { Call, Handlers } from '../rpc'
import type { MaskedView } from './masked-view'

type Reader = Handlers<'reader'>
type ReaderMethod = keyof Reader
type Mask<M extends ReaderMethod> = (view: MaskedView, answer: Output<M>, input: Checked<M>) => Output<M>

/** Numbers, ids and words of the app: nothing that anybody wrote. */
const NO_WORDS = null
/**
 * Names by which the window asks and changes things (a tag, a value of a filter, a saved query): a pseudonym would name nothing. The
 * window masks them where it shows them (`renderer/shown-words.tsx`).
 */
const NAMES = null
/** What belongs to no single conversation. */
const anywhere = <T>(view: MaskedView, answer: T): T => view.anywhere(answer)

/**
 * Every method of the reader, so that a new one does not compile before it is decided. What a person edits and saves (issues, Q&A
 * pairs, comments) cannot be edited in the window while it is masked: saving it would put pseudonyms in the place of what was written.
 */
const MASKS: { readonly [M in ReaderMethod]: Mask<M> | null } = {
  'workspace.info': NAMES,
  'masked.words': NO_WORDS,
  'conversations.open': NO_WORDS,
  'conversations.page': (view, rows) => view.rows(rows),
  'conversations.position': NO_WORDS,
  'conversations.at': NO_WORDS,
  'conversations.annotated': anywhere,
  'conversations.ids': NO_WORDS,
  'conversations.facets': NAMES,
  'conversations.dates': NO_WORDS,
  'conversations.lengths': NO_WORDS,
  'conversations.explainEmpty': anywhere,
  'analytics.overview': anywhere,
  'analytics.waits': anywhere,
  'analytics.compare': anywhere,
  'analytics.keyWords': (view, words) => ({
    ...words,
    moreInA: words.moreInA.map((one) => ({ ...one, word: view.word(one.word) })),
    moreInB: words.moreInB.map((one) => ({ ...one, word: view.word(one.word) }))
  }),
  'analytics.reliability': anywhere,
  'analytics.coverage': anywhere,
  'views.list': NAMES,
  'transcript.open': (view, detail) => view.detail(detail),
  'transcript.messages': (view, messages, { conversationId }) => view.messages(conversationId, messages),
  'transcript.hits': NO_WORDS,
  'transcript.marks': NO_WORDS,
  'transcript.raw': (view, raw, { conversationId }) => (raw === null ? null : view.text(conversationId, raw)),
  'imports.list': anywhere,
  'imports.reasons': anywhere,
  'imports.rejected': anywhere,
  'imports.annotated': anywhere,
  'review.preview': NO_WORDS,
  'review.draw': NO_WORDS,
  'review.reason': NO_WORDS,
  'review.annotations': (view, annotations, { conversationId }) => view.annotations(conversationId, annotations),
  'review.sets': NAMES,
  'review.items': (view, items) => view.items(items),
  'review.nextOpen': NO_WORDS,
  'review.summary': anywhere,
  'issues.list': anywhere,
  'tags.list': NAMES,
  'history.list': anywhere,
  'scorecards.list': NAMES,
  'scorecards.get': NAMES,
  'suggestions.list': anywhere,
  'suggestions.compute': anywhere,
  'suggestions.questions': anywhere,
  'suggestions.conversations': NO_WORDS,
  'suggestions.anchors': anywhere,
  'contradictions.list': anywhere,
  'contradictions.compute': anywhere,
  'contradictions.conversations': NO_WORDS,
  'answers.sources': anywhere,
  'qa.list': anywhere,
  'qa.outcomes': NO_WORDS,
  'qa.outcomeConversations': NO_WORDS,
  'qa.get': anywhere,
  'qa.prepare': anywhere,
  'qa.coverage': anywhere,
  'qa.references': NAMES,
  'asked.about': anywhere,
  'asked.summary': NO_WORDS,
  'connections.list': NAMES,
  'connections.schedule': NO_WORDS,
  'outbox.list': anywhere,
  'outbox.ofConversation': anywhere,
  'outbox.readHandOff': NAMES,
  'outbox.handOffPlan': anywhere,
  'outbox.summary': NO_WORDS,
  'wipe.preview': NAMES,
  'reader.attach': NO_WORDS
}

/** The same handlers; what they answer is masked while `view` gives a view. */
export function maskAnswers(handlers: Reader, view: () => MaskedView | null): Reader {
  function wrap<M extends ReaderMethod>(method: M, mask: Mask<M>) {
    // The table's row for a method takes that method's input: only the type is lost on the way.
    const handler = handlers[method] as (call: Call, input: Checked<M>) => Output<M> | Promise<Output<M>>
    return async (call: Call, input: Checked<M>): Promise<Output<M>> => {
      const answer = await handler(call, input)
      const now = view()
      return now === null ? answer : mask(now, answer, input)
    }
  }
  const methods = Object.keys(MASKS) as ReaderMethod[]
  const masked = methods.flatMap((method) => {
    // Each row of the table is for its own method; the compiler cannot follow that through a loop.
    const mask = MASKS[method] as Mask<ReaderMethod> | null
    return mask === null ? [] : [[method, wrap(method, mask)] as const]
  })
  return { ...handlers, ...Object.fromEntries(masked) }
}
