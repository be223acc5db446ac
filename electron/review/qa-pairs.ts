// Q&A pairs as people write them: saved as one types, made ready, withdrawn, deleted. Everything can be undone.
import { AppError } from '../../shared/errors'
import { EDITABLE_STATES, type QaDraft, type QaState } from '../../shared/improve'
import type { HistoryEntry } from '../../shared/review'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { listQaPairs } from '../database/qa-pairs'
import type { Actor } from './acts'
import type { Recorder } from './changes'
import { perform, performAgain } from './history'

export interface SavedPair {
  readonly id: number
  readonly state: QaState
  readonly entry: HistoryEntry | null
}

/**
 * Saves a pair; `id` null makes a draft. On the disk when it returns. Saves of one pair that follow each other are one line in
 * History. A ready pair whose questions or answer change is a draft again. Throws `not-found`, `refused`.
 */
export function savePair(database: WritableDatabase, id: number | null, draft: QaDraft, actor: Actor): SavedPair {
  const old = id === null ? null : statesOf(database, [id])[0]
  if (id !== null && !old) throw new AppError('not-found', 'This Q&A pair is no longer there. Nothing was saved.')
  if (old && !EDITABLE_STATES.includes(old.state))
    throw new AppError('refused', `This pair is ${old.state}: withdraw it before you change it. Nothing was saved.`)
  const label = `${id === null ? 'Drafted' : 'Changed'} Q&A pair “${titleOf(draft)}”`
  const info = { ...actor, label, conversations: draft.conversationId === null ? 0 : 1 }
  const work = (record: Recorder) => write(database, record, id, draft, actor)
  const { entry, value } =
    id === null
      ? perform(database, info, work)
      : performAgain(database, info, { id, goesOn: /^(?:Drafted|Changed) Q&A pair/ }, work)
  return { id: value, state: statesOf(database, [value])[0]?.state ?? 'draft', entry }
}

/** What a pair is called where it has no name. */
export function titleOf({ name, questions }: { readonly name: string; readonly questions: readonly string[] }): string {
  const title = name.trim() || questions.find((question) => question.trim() !== '')?.trim() || 'Untitled'
  return title.length > 80 ? `${title.slice(0, 79)}…` : title
}

function write(
  database: ReadableDatabase,
  record: Recorder,
  id: number | null,
  draft: QaDraft,
  { now }: Actor
): number {
  const cells = {
    name: draft.name,
    answer: draft.answer,
    asked: draft.asked === undefined || draft.asked.length === 0 ? null : JSON.stringify(draft.asked),
    is_pinned: draft.isPinned ? 1 : 0,
    agent_id: draft.agentId,
    conversation_id: draft.conversationId,
    message_key: draft.messageKey,
    replaces: draft.replaces
  }
  const pair = id ?? record.insert('qa_pair', { ...cells, state: 'draft', created_at: now, updated_at: now })
  const changes = [
    id !== null && record.update('qa_pair', [pair], cells),
    writeQuestions(database, record, pair, draft)
  ]
  if (id !== null && changes.some(Boolean)) {
    const { state } = statesOf(database, [pair])[0] ?? { state: 'draft' }
    record.update('qa_pair', [pair], { updated_at: now, state: state === 'ready' ? 'draft' : state, failure: null })
  }
  return pair
}

/** True when any of them changed. */
function writeQuestions(database: ReadableDatabase, record: Recorder, pair: number, draft: QaDraft): boolean {
  const old = database
    .prepare('SELECT position FROM qa_question WHERE qa_pair_id = ? ORDER BY position')
    .all<{ position: number }>(pair).length
  let changed = old !== draft.questions.length
  for (const [position, text] of draft.questions.entries()) {
    if (position >= old) record.insert('qa_question', { qa_pair_id: pair, position, text })
    else if (record.update('qa_question', [pair, position], { text })) changed = true
  }
  for (let position = old - 1; position >= draft.questions.length; position--)
    record.remove('qa_question', [pair, position])
  return changed
}

/** States a person may give; the platform gives the others. */
export type GivenState = 'draft' | 'ready' | 'withdrawn'

/** Throws `invalid-input` with what is missing where a pair cannot be ready; then none of them changed. */
export function setPairState(
  database: WritableDatabase,
  ids: readonly number[],
  state: GivenState,
  actor: Actor
): HistoryEntry | null {
  const found = statesOf(database, ids)
  if (state === 'ready') for (const { id } of found) refuseUnlessWhole(database, id)
  const label = `Marked ${found.length === 1 ? 'a Q&A pair' : `${found.length} Q&A pairs`} ${state}`
  return perform(database, { ...actor, label, conversations: 0 }, (record) => {
    for (const pair of found) {
      if (pair.state === 'queued' || pair.state === 'sent')
        throw new AppError('refused', 'A pair on its way to the platform cannot be changed. Nothing was changed.')
      record.update('qa_pair', [pair.id], { state, failure: null })
      if (state === 'ready') record.update('qa_pair', [pair.id], { covered: meantFor(database, pair.id, actor) })
      if (pair.state !== state) record.update('qa_pair', [pair.id], { updated_at: actor.now })
    }
  }).entry
}

/** What a pair was meant to answer when it was made ready: later changes of its words do not change that. */
function meantFor(database: ReadableDatabase, id: number, { now }: Actor): string | null {
  const [pair] = listQaPairs(database, [id])
  return pair
    ? JSON.stringify({ at: now, questions: [...pair.questions, ...pair.asked].filter((q) => q.trim() !== '') })
    : null
}

function refuseUnlessWhole(database: ReadableDatabase, id: number): void {
  const [pair] = listQaPairs(database, [id])
  if (!pair) return
  const refuse = (what: string) =>
    new AppError('invalid-input', `“${titleOf(pair)}” is not ready: ${what} Nothing was changed.`)
  if (!pair.questions.some((question) => question.trim() !== '')) throw refuse('it needs at least one question.')
  if (pair.answer.trim() === '') throw refuse('it needs an answer.')
}

/**
 * Since when a pair answers where no platform tells, because a person entered it there; null: not any more. Throws `not-found`,
 * `refused` for a pair that a platform has, `invalid-input` for one that is not whole.
 */
export function setLiveSince(
  database: WritableDatabase,
  id: number,
  at: number | null,
  actor: Actor
): HistoryEntry | null {
  const [pair] = listQaPairs(database, [id])
  if (!pair) throw new AppError('not-found', 'This Q&A pair is no longer there. Nothing was changed.')
  if (pair.isRemote || pair.state === 'queued' || pair.state === 'sent')
    throw new AppError('refused', 'The platform says since when this pair is live. Nothing was changed.')
  if (at !== null) refuseUnlessWhole(database, id)
  const label = `${at === null ? 'Took back' : 'Noted'} since when “${titleOf(pair)}” is live`
  return perform(database, { ...actor, label, conversations: 0 }, (record) => {
    // What it was meant for is what it was meant for when it was made ready, if it ever was.
    const { covered } = database
      .prepare('SELECT covered FROM qa_pair WHERE id = ?')
      .get<{ covered: string | null }>(id) ?? { covered: null }
    const state = at !== null ? 'live' : pair.state === 'live' ? 'ready' : pair.state
    record.update('qa_pair', [id], {
      state,
      live_at: at,
      updated_at: actor.now,
      covered: covered ?? meantFor(database, id, actor)
    })
  }).entry
}

/** Deletes drafts and withdrawn pairs that no platform knows. Undo brings them back. */
export function deletePairs(database: WritableDatabase, ids: readonly number[], actor: Actor): HistoryEntry | null {
  const found = statesOf(database, ids)
  const label = `Deleted ${found.length === 1 ? 'a Q&A pair' : `${found.length} Q&A pairs`}`
  return perform(database, { ...actor, label, conversations: 0 }, (record) => {
    for (const pair of found) {
      if (pair.external !== null || !EDITABLE_STATES.includes(pair.state))
        throw new AppError('refused', 'A pair that the platform has cannot be deleted here. Nothing was deleted.')
      const questions = database
        .prepare('SELECT position FROM qa_question WHERE qa_pair_id = ? ORDER BY position DESC')
        .all<{ position: number }>(pair.id)
      for (const { position } of questions) record.remove('qa_question', [pair.id, position])
      // Ids are used again: what was asked about this pair must not be found under another.
      const asked = database.prepare('SELECT id FROM asked_again WHERE qa_pair_id = ?').all<{ id: number }>(pair.id)
      for (const { id } of asked) record.update('asked_again', [id], { qa_pair_id: null })
      record.remove('qa_pair', [pair.id])
    }
  }).entry
}

function statesOf(
  database: ReadableDatabase,
  ids: readonly number[]
): { readonly id: number; readonly state: QaState; readonly external: string | null }[] {
  return database
    .prepare(
      'SELECT id, state, external_id AS external FROM qa_pair WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id'
    )
    .all(JSON.stringify(ids))
}
