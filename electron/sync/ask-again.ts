// Puts questions to an agent again, one after another, and keeps each answer beside the one of then.
import type { AskRequest, AskResult, ComparedAnswer } from '../../shared/ask-again'
import type { Connection } from '../../shared/connections'
import type { Citation } from '../../shared/domain'
import { AppError, toErrorValue } from '../../shared/errors'
import { isObject } from '../../shared/json'
import type { AgentReply, Asking, Connector } from '../connectors/connector'
import { PlatformError, type PlatformFault } from '../connectors/platform-error'
import { addAsking, answerBefore, endAsking, removeAsking } from '../database/asked-again'
import { pauseConnection } from '../database/connections'
import type { WritableDatabase } from '../database/open'
import { toConversation } from '../ingest/platform-record'
import { confidenceOf } from '../ingest/ratings'
import type { RawCitation } from '../ingest/raw'
import type { SyncCall } from './synchronize'

const MAY_BE_ASKED = 'No answer came; it may have been asked.'

/** After these the next question would fare no better, and nothing was asked. */
const ENDS_ALL: ReadonlySet<PlatformFault> = new Set([
  ...(['offline', 'unauthorized', 'forbidden', 'not-found'] as const),
  ...(['no-credits', 'rate-limited', 'maintenance'] as const)
])

/**
 * Each question costs credits, so that none is put twice by itself: after an unclear outcome, a refusal that concerns all, or a cancel
 * the rest stays unasked. What was answered until then is kept. Throws `refused` where the platform's agents cannot be asked.
 */
export async function askAgain(
  database: WritableDatabase,
  connection: Connection,
  connector: Connector,
  request: AskRequest,
  { signal, progress }: SyncCall
): Promise<AskResult> {
  const { asking } = connector
  if (!asking) throw new AppError('refused', 'The agents of this platform cannot be asked by its API.')
  const { agentId, about, questions } = request
  const agentName = connection.agents.find((one) => one.agentId === agentId)?.name ?? agentId
  const before = answerBefore(database, about)
  const counts = { answered: 0, refused: 0, unclear: 0 }
  let stopped: string | null = null
  for (const [done, question] of questions.entries()) {
    if (signal.aborted) stopped = 'Cancelled.'
    if (stopped !== null) break
    progress({ phase: `Asking ${agentName}`, done, total: questions.length, unit: 'questions' })
    const asked = { about, agent: `${agentName} · ${connection.name}`, question, before, words: MAY_BE_ASKED }
    const id = database.transaction(() => addAsking(database, asked, Date.now()), { durable: true })
    try {
      const reply = await asking.put(agentId, question, signal)
      counts.answered++
      await keep(database, id, reply, asking, agentId, signal)
    } catch (thrown) {
      const met = settle(database, id, thrown, signal)
      if (met.outcome !== null) counts[met.outcome]++
      stopped = met.stopped
      if (thrown instanceof PlatformError && thrown.kind === 'unauthorized')
        pauseConnection(database, connection.id, thrown.message)
    }
  }
  progress({ phase: `Asking ${agentName}`, done: questions.length, total: questions.length, unit: 'questions' })
  const notAsked = questions.length - counts.answered - counts.refused - counts.unclear
  return { ...counts, notAsked, stopped: notAsked > 0 || counts.unclear > 0 ? stopped : null }
}

/** The answer first, as it came; what its conversation tells beside it is a second read, which may fail. */
async function keep(
  database: WritableDatabase,
  id: number,
  reply: AgentReply,
  asking: Asking,
  agentId: string,
  signal: AbortSignal
): Promise<void> {
  const { credits, conversationId } = reply
  const save = (now: ComparedAnswer, words: string | null) =>
    database.transaction(
      () => endAsking(database, id, { outcome: 'answered', now, credits, remoteId: conversationId, words }),
      { durable: true }
    )
  const answer = compared(reply.record)
  save(answer, null)
  if (conversationId === null || (answer.confidence !== null && answer.citations !== null)) return
  try {
    const told = (await asking.messages(agentId, conversationId, signal)).find((text) =>
      isMessage(text, reply.messageId)
    )
    if (told === undefined) return
    const { confidence, citations } = compared(told)
    save({ ...answer, confidence: answer.confidence ?? confidence, citations: answer.citations ?? citations }, null)
  } catch (thrown) {
    if (!(thrown instanceof PlatformError) && !signal.aborted) throw thrown
    const why = signal.aborted ? 'Cancelled.' : toErrorValue(thrown).message
    save(answer, `The answer came; how sure the agent was of it could not be read. ${why}`)
  }
}

/** What becomes of a question that got no answer, and why no more are put; `outcome` null: it surely was not asked. */
function settle(
  database: WritableDatabase,
  id: number,
  thrown: unknown,
  signal: AbortSignal
): { readonly outcome: 'refused' | 'unclear' | null; readonly stopped: string | null } {
  const isKnown = thrown instanceof PlatformError
  if (isKnown && ENDS_ALL.has(thrown.kind)) {
    database.transaction(() => removeAsking(database, id), { durable: true })
    return { outcome: null, stopped: thrown.message }
  }
  if (isKnown && !thrown.mayBeDone) {
    const { message: words, requestId } = thrown
    database.transaction(() => endAsking(database, id, { outcome: 'refused', words, requestId }), { durable: true })
    return { outcome: 'refused', stopped: null }
  }
  const why = signal.aborted ? 'Cancelled.' : toErrorValue(thrown).message
  const requestId = isKnown ? thrown.requestId : null
  const words = `${MAY_BE_ASKED} ${why}`
  database.transaction(() => endAsking(database, id, { outcome: 'unclear', words, requestId }), { durable: true })
  return { outcome: 'unclear', stopped: why }
}

function isMessage(text: string, id: string | null): boolean {
  const message: unknown = JSON.parse(text)
  if (!isObject(message)) return false
  return id === null ? message['role'] === 'assistant' : String(message['id']) === id
}

/** A message of the platform's API as an answer to compare. */
function compared(record: string): ComparedAnswer {
  const read = toConversation({ messages: [JSON.parse(record)] })
  const message = typeof read === 'string' ? undefined : read.messages[0]
  return {
    text: typeof message?.text === 'string' ? message.text : '',
    confidence: confidenceOf(message?.confidence),
    citations: message?.citations?.map(citation) ?? null
  }
}

function citation({ title, url, excerpt, score }: RawCitation): Citation {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return { title: text(title), url: text(url), excerpt: text(excerpt), score: typeof score === 'number' ? score : null }
}
