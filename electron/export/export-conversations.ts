// The export job: opens the query as the list does, then writes exactly those conversations in that order, with flat memory, to a file
// that appears whole or not at all.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Progress } from '../../shared/contract'
import { type BandLimits, DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import {
  type ExportOptions,
  type ExportResult,
  type ExportScope,
  MOST_PDF_CONVERSATIONS,
  type Residue
} from '../../shared/export'
import { describeQuery } from '../../shared/query/describe-query'
import { queryText } from '../../shared/query/query-text'
import { readDefinitions, readLooseDrafts } from '../database/annotation-tables'
import { createFullReader } from '../database/full-conversations'
import type { ReadableDatabase } from '../database/open'
import { createSearch } from '../search/result-sets'
import { type AtomicFile, createAtomicFile } from './atomic-file'
import { type Evidence, readEvidence, reviewedIds } from './evidence'
import type { Counted, ExportFormat, ExportHead, Writing } from './formats/export-format'
import { exportFormat } from './formats/index'
import { manifestText } from './manifest'
import { createRedactor, type Redactor } from './redact'

export interface ExportTarget {
  readonly path: string
  /** Where it is written until it is whole, in the same folder. */
  readonly part: string
}

export interface ExportCall {
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

/** Who asks: what queries depend on, and what the manifest tells. */
export interface ExportContext {
  readonly bands?: BandLimits
  readonly reviewer?: string
  readonly appVersion: string
}

/** Conversations read and written at a time; between two batches the process breathes and sees a cancel. */
const BATCH = 200
/** What cannot be redacted is listed up to this many; then there is enough to begin with. */
const MOST_RESIDUE = 100

/**
 * Writes the file, and the manifest beside it where it is asked for. The database is read as it is now, whatever is written to it
 * meanwhile. With redaction the answer may be `residue`: then nothing is written. Throws `cancelled`, `invalid-query`,
 * `invalid-input`, `disk-full`, `refused`.
 */
export async function exportConversations(
  database: ReadableDatabase,
  scope: ExportScope,
  options: ExportOptions,
  target: ExportTarget,
  call: ExportCall,
  context: ExportContext
): Promise<ExportResult> {
  const format = exportFormat(options, scope.timeZone, context.bands ?? DEFAULT_BAND_LIMITS)
  // One state of the data for the list and all that is read of it.
  database.prepare('BEGIN').run()
  try {
    const ids = await orderedIds(database, scope, call.signal, context)
    if (options.format === 'pdf' && ids.length > MOST_PDF_CONVERSATIONS) throw tooManyPages(ids.length)
    const redactor = options.redact ? createRedactor(saltOf(database), options.allowed) : null
    const head = headOf(database, scope, ids.length, redactor, context.appVersion)
    const file = await createAtomicFile(target.path, target.part)
    try {
      const job = { database, ids, format, redactor, head }
      const written = await writeAll(file, job, call)
      if (written.residue.length > 0) return { kind: 'residue', found: written.residue }
      const { bytes, sha256 } = await file.finish()
      const { conversations, messages, cutCells } = written
      const result = { kind: 'done', path: target.path, conversations, messages, bytes, sha256, cutCells } as const
      if (options.manifest) await writeManifest(target, manifestText({ result, head, options, written, context }))
      return result
    } finally {
      await file.discard()
    }
  } finally {
    database.prepare('COMMIT').run()
  }
}

function tooManyPages(conversations: number): AppError {
  const [most, many] = [MOST_PDF_CONVERSATIONS, conversations].map((n) => n.toLocaleString('en'))
  const sentence = `A PDF holds up to ${most} conversations; these are ${many}. No file was written. Export as HTML, or fewer.`
  return new AppError('refused', sentence)
}

/** Ids in the order of the list. Of a selection, what no longer matches comes last, in the order in which it was given. */
async function orderedIds(
  database: ReadableDatabase,
  { query, ids, reviewSet, timeZone }: ExportScope,
  signal: AbortSignal,
  { bands, reviewer }: ExportContext
): Promise<ArrayLike<number> & { slice(start: number, end: number): ArrayLike<number> }> {
  if (reviewSet !== null) return reviewedIds(database, reviewSet)
  const search = createSearch(database, { keepColumns: false })
  try {
    const asked = { timeZone, now: Date.now(), signal, ...(bands ? { bands } : {}), ...(reviewer ? { reviewer } : {}) }
    const { id } = await search.open(query, asked)
    const all = search.ids(id)
    if (ids === null) return all
    const wanted = new Set(ids)
    const ordered: number[] = []
    for (const one of all) if (wanted.delete(one)) ordered.push(one)
    return [...ordered, ...wanted]
  } finally {
    search.close()
  }
}

function headOf(
  database: ReadableDatabase,
  scope: ExportScope,
  conversations: number,
  redactor: Redactor | null,
  appVersion: string
): ExportHead {
  const isRedacted = redactor !== null
  const reader = createFullReader(database, { withMessages: true, withRaw: false })
  const read = (ids: readonly number[]) => reader.read(ids).map((one) => redactor?.redact(one) ?? one)
  const evidence = scope.reviewSet === null ? null : readEvidence(database, scope.reviewSet, read)
  if (scope.reviewSet !== null && evidence === null)
    throw new AppError('not-found', 'This review set is no longer in the workspace.')
  const list = (table: Parameters<typeof readDefinitions>[1]) => [...readDefinitions(database, table).values()]
  // A search may be for a person.
  const isSecret = isRedacted || scope.reviewSet !== null
  return {
    query: isSecret ? '' : queryText(scope.query),
    words: wordsOf(scope, conversations, isRedacted, evidence),
    evidence: evidence && isRedacted ? { ...evidence, name: 'A review', queryWords: '', issues: [] } : evidence,
    timeZone: scope.timeZone,
    conversations,
    appVersion,
    // Of what people wrote freely, a redacted file has only what stands at its conversations.
    definitions: {
      tags: list('tag'),
      issues: isRedacted ? [] : list('issue'),
      scorecards: list('scorecard'),
      reviewSets: isRedacted ? [] : list('review_set'),
      looseDrafts: isRedacted || scope.ids !== null || scope.reviewSet !== null ? [] : readLooseDrafts(database)
    }
  }
}

function wordsOf(
  { ids, query }: ExportScope,
  conversations: number,
  isRedacted: boolean,
  evidence: Evidence | null
): string {
  if (evidence) return isRedacted ? 'Review' : `Review “${evidence.name}”`
  if (ids !== null) return `${conversations.toLocaleString('en')} chosen conversations`
  return isRedacted ? 'Conversations' : describeQuery(query)
}

interface Job {
  readonly database: ReadableDatabase
  readonly ids: Awaited<ReturnType<typeof orderedIds>>
  readonly format: ExportFormat
  readonly redactor: Redactor | null
  readonly head: ExportHead
}

export interface Written extends Counted {
  readonly residue: readonly Residue[]
  readonly cutCells: number
}

async function writeAll(file: AtomicFile, job: Job, { signal, progress }: ExportCall): Promise<Written> {
  const { database, ids, format, redactor, head } = job
  const written: Sums = { conversations: 0, messages: 0, firstAt: null, lastAt: null }
  const residue: Residue[] = []
  const writing = await format.open(head, file)
  const write = batchWriter(database, format, redactor, writing, residue)
  try {
    for (let start = 0; start < ids.length; start += BATCH) {
      for (const piece of await write(Array.from(ids.slice(start, start + BATCH)))) count(written, piece)
      progress({ phase: 'Writing', done: written.conversations, total: ids.length, unit: 'conversations' })
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (signal.aborted) throw new AppError('cancelled', 'Cancelled. No file was written.')
      if (residue.length >= MOST_RESIDUE) break
    }
    const { cutCells } = await writing.end()
    return { ...written, residue: residue.slice(0, MOST_RESIDUE), cutCells }
  } finally {
    writing.discard()
  }
}

/** Reads and writes conversations by their ids; what was written is to be counted. */
function batchWriter(
  database: ReadableDatabase,
  format: ExportFormat,
  redactor: Redactor | null,
  writing: Writing,
  residue: Residue[]
): (ids: readonly number[]) => Promise<readonly Counted[]> {
  if (format.writtenBy && writing.written && redactor === null) {
    const reader = format.writtenBy(database)
    return async (ids) => {
      const pieces = reader.read(ids)
      for (const { text } of pieces) await writing.written?.(text)
      return pieces
    }
  }
  const reader = createFullReader(database, format.needs)
  return async (ids) => {
    const conversations = reader.read(ids)
    for (const whole of conversations) {
      const conversation = redactor ? redactor.redact(whole) : whole
      if (redactor && residue.length < MOST_RESIDUE) residue.push(...redactor.residue(conversation))
      await writing.conversation(conversation)
    }
    return conversations.map(({ messageCount: messages, startedAt: firstAt, lastAt }) => {
      return { conversations: 1, messages, firstAt, lastAt }
    })
  }
}

type Sums = { -readonly [K in keyof Counted]: Counted[K] }

function count(written: Sums, { conversations, messages, firstAt, lastAt }: Counted): void {
  written.conversations += conversations
  written.messages += messages
  if (firstAt !== null && (written.firstAt === null || firstAt < written.firstAt)) written.firstAt = firstAt
  if (lastAt !== null && (written.lastAt === null || lastAt > written.lastAt)) written.lastAt = lastAt
}

async function writeManifest(target: ExportTarget, text: string): Promise<void> {
  const part = `${target.part}.manifest`
  const file = await createAtomicFile(`${target.path}.manifest.json`, part)
  try {
    await file.write(text)
    await file.finish()
  } finally {
    await file.discard()
  }
}

/** The same for every export of a workspace, so that pseudonyms can be compared; no two workspaces share it. */
function saltOf(database: ReadableDatabase): string {
  const first = database
    .prepare('SELECT started_at AS startedAt, file_name AS fileName FROM import_batch ORDER BY id LIMIT 1')
    .get<{ startedAt: number; fileName: string }>()
  return `${first?.startedAt ?? 0} ${first?.fileName ?? ''}`
}

/** Where an export to this file is written until it is whole. */
export function partOf(file: string, token: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${token}.part`)
}

/** Removes what an export that was killed left. */
export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true })
}
