// The import job: every file behind a request is read by its adapter and written in batches; one file's failure is not the others'.
import { availableParallelism } from 'node:os'
import type { ImportCounts, ImportSummary } from '../../shared/domain'
import { toErrorValue } from '../../shared/errors'
import type { GivenFile, ImportRequest } from '../../shared/import-plan'
import { finishImport, importSummary, startImport } from '../database/imports'
import { rememberMapping } from '../database/mappings'
import type { WritableDatabase } from '../database/open'
import { holdsConversations } from '../database/same-content'
import { upsertSource } from '../database/sources'
import { type BatchWriter, createBatchWriter } from '../ingest/batch-writer'
import type { PrepareOptions } from '../ingest/prepare'
import { ByteMeter } from './byte-meter'
import { chooseAdapter, settled } from './choose-adapter'
import { expandFile, type SourceFile, withPlainFile } from './expand-files'
import { readFileHead, withoutText } from './file-head'
import { guessAgentName } from './guess-agent'
import type { JobCall } from './job-call'
import { prepareBeside } from './prepare-beside'
import type { KnownHead } from './source-adapter'

const NO_COUNTS = { added: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0, messages: 0 }

/** Files from this size are read in a thread of their own: below it the thread would take longer to start than it saves. Bytes. */
const BESIDE_FROM = 2_000_000
/** Files from this size are shared between threads, as few as keep the writer busy: preparing a record takes less than twice as long as writing it. Bytes. */
const SHARED_FROM = 20_000_000
const MOST_THREADS = 2
/**
 * What is left to a window, which wants to draw and to read meanwhile. Measured with two cores: there two threads beside the writer save
 * next to nothing and take 35 MB more than one; on the command line they save a tenth of the time.
 */
const CORES_OF_WINDOW = 1

export interface ImportSurroundings {
  /** Program of the thread that reads large files (electron/preparer.ts, built). Absent: everything is read here. */
  readonly preparer?: string | undefined
  /** Bytes; for tests. */
  readonly besideFrom?: number | undefined
  readonly sharedFrom?: number | undefined
  /** A window is open beside it: cores and memory are left to it. */
  readonly besideWindow?: boolean | undefined
  /** Of the machine; for tests. */
  readonly cores?: number | undefined
  /** Of a shared file; for tests. */
  readonly turnSize?: number | undefined
}

/** The plan and the job are one door to the other processes. */
export { planImport } from './plan-files'
export type { JobCall }

interface Task {
  readonly file: SourceFile
  readonly given: GivenFile
}

/**
 * Imports files, folders and archives; returns one summary per file, in order. A file that cannot be read has state `failed` with a
 * sentence; after a cancel the running file is `cancelled` with what it brought so far and the rest is not begun. Throws only when
 * the workspace itself cannot be written.
 */
export async function importFiles(
  database: WritableDatabase,
  request: ImportRequest,
  call: JobCall,
  surroundings: ImportSurroundings = {}
): Promise<ImportSummary[]> {
  const tasks: Task[] = []
  for (const given of request.files)
    for (const file of await expandFile(given.path, given.member)) tasks.push({ file, given })
  const meter = new ByteMeter(
    call,
    tasks.map(({ file }) => file)
  )
  const summaries: ImportSummary[] = []
  for (const task of tasks) {
    if (call.signal.aborted) break
    meter.begin(task.file)
    const job = { ...task, surroundings, isSample: request.sample ?? false, signal: call.signal, meter }
    const summary = await importOne(database, job)
    meter.end(conversationsIn(summary))
    summaries.push(summary)
  }
  return summaries
}

function conversationsIn({ added, updated, unchanged }: ImportCounts): number {
  return added + updated + unchanged
}

interface OpenTask extends Task {
  readonly isSample: boolean
  readonly surroundings: ImportSurroundings
  readonly signal: AbortSignal
  readonly meter: ByteMeter
}

async function importOne(database: WritableDatabase, task: OpenTask): Promise<ImportSummary> {
  const { file, given, signal, meter } = task
  try {
    return await withPlainFile(file, { signal }, async (plainFile) => {
      const chosen = await choose(database, plainFile, task)
      meter.sized(chosen.head.size)
      return writeFile(database, { ...task, ...chosen, plainFile })
    })
  } catch (thrown) {
    return failedImport(database, file, given, thrown, signal)
  }
}

interface Chosen {
  readonly choice: ReturnType<typeof settled>
  readonly head: KnownHead
}

interface FileJob extends OpenTask, Chosen {
  readonly plainFile: string
}

async function choose(database: WritableDatabase, plainFile: string, { file, given }: OpenTask): Promise<Chosen> {
  const head = await readFileHead(plainFile, { fileName: file.name, encoding: given.mapping?.encoding })
  return { choice: settled(chooseAdapter(database, head, given), head), head: withoutText(head) }
}

async function writeFile(database: WritableDatabase, job: FileJob): Promise<ImportSummary> {
  const { head, given, file, signal } = job
  const { adapter, mapping, timeZone } = job.choice
  const agentName = given.agentName ?? guessAgentName(head) ?? 'Imported'
  const sourceId = upsertSource(database, {
    kind: job.isSample ? 'sample' : 'file',
    name: file.name,
    format: adapter.id
  })
  const importId = startImport(database, {
    sourceId,
    agentName,
    fileName: file.name,
    fileSize: head.size,
    formatLabel: adapter.label,
    mapping: mapping ? JSON.stringify(mapping) : null,
    timeZone
  })
  const options: PrepareOptions = {
    agentName,
    isAgentGiven: given.agentName !== undefined,
    timeZone,
    dateOrder: mapping?.dateOrder,
    scoreScale: mapping?.scoreScale,
    roles: mapping?.roles
  }
  const writer = createBatchWriter({ ...options, database, importId, sourceId, signal })
  try {
    await pump(database, job, writer, options)
    const { firstAt, lastAt, ...counts } = await writer.finish()
    rememberChoice(database, job)
    finishImport(database, importId, { state: 'done', counts, firstAt, lastAt, note: doneNote(job, writer) })
  } catch (thrown) {
    stopImport(database, importId, writer, thrown, signal)
  }
  return importSummary(database, importId)
}

/** A mapping that a person made is used again for files of the same shape, unless they said otherwise. */
function rememberChoice(database: WritableDatabase, { given, choice }: FileJob): void {
  if (given.mapping && given.rememberMapping !== false && choice.shape !== null)
    rememberMapping(database, choice.shape, {
      ...given.mapping,
      ...(choice.timeZone ? { timeZone: choice.timeZone } : {})
    })
}

/** What a person should know of an import that went well; null when there is nothing. */
function doneNote({ choice, head }: FileJob, { unknownRoles }: BatchWriter): string | null {
  const notes: string[] = head.warning === undefined ? [] : [head.warning]
  if (choice.questions.some(({ kind }) => kind === 'time-zone'))
    notes.push(
      'The times in the file have no time zone and were read as UTC; import it again with its time zone to put them right.'
    )
  const words = [...unknownRoles.keys()].slice(0, 5).map((word) => `“${word}”`)
  if (words.length > 0)
    notes.push(`Messages of ${words.join(', ')} came in as a teammate’s, since the app does not know these roles.`)
  return notes.length > 0 ? notes.join(' ') : null
}

/** From the file to the writer: a large file by way of a thread of its own. */
async function pump(
  database: WritableDatabase,
  job: FileJob,
  writer: BatchWriter,
  options: PrepareOptions
): Promise<void> {
  const { head, plainFile, signal, meter, surroundings } = job
  const { adapter, mapping } = job.choice
  const { preparer, besideFrom = BESIDE_FROM, sharedFrom = SHARED_FROM, turnSize } = surroundings
  const onRead = (bytesRead: number) => meter.read(bytesRead, () => conversationsIn(writer.counts))
  if (preparer !== undefined && head.size >= besideFrom) {
    const workspace = holdsConversations(database) ? database.path : null
    const reading = { file: plainFile, format: adapter.id, head, mapping, options, workspace }
    const isShared = adapter.readTurns !== undefined && head.size >= sharedFrom
    const threads = isShared ? threadsFor(surroundings) : 1
    const beside = { signal, onRead, threads, turnSize, isFrugal: surroundings.besideWindow ?? false }
    for await (const { staged, recall } of prepareBeside(preparer, reading, beside)) await writer.write(staged, recall)
    return
  }
  for await (const record of adapter.read(plainFile, { mapping, head, signal })) {
    signal.throwIfAborted()
    await writer.add(record)
    onRead(record.bytesRead)
  }
}

function threadsFor({ besideWindow = false, cores = availableParallelism() }: ImportSurroundings): number {
  return Math.max(1, Math.min(MOST_THREADS, besideWindow ? cores - CORES_OF_WINDOW : cores))
}

/** Ends an import that did not come to its end; the batches that were written stay, and the note says so. */
function stopImport(
  database: WritableDatabase,
  importId: number,
  writer: BatchWriter,
  thrown: unknown,
  signal: AbortSignal
): void {
  const { counts } = writer
  const kept =
    counts.added + counts.updated > 0
      ? 'What had come in until then was kept; import the file again to complete it.'
      : 'Nothing was imported.'
  const isCancel = signal.aborted
  const note = isCancel ? `Cancelled. ${kept}` : `${sentenceOf(thrown)} ${kept}`
  finishImport(database, importId, {
    state: isCancel ? 'cancelled' : 'failed',
    counts,
    firstAt: null,
    lastAt: null,
    note
  })
}

/** For people; of an error that nobody foresaw also the detail, which is kept nowhere else. */
function sentenceOf(thrown: unknown): string {
  const { code, message, detail } = toErrorValue(thrown)
  return code === 'internal' && detail ? `${message} (${detail})` : message
}

/** Notes a file that could not even be begun, so that the list of imports tells of it. */
function failedImport(
  database: WritableDatabase,
  file: SourceFile,
  given: GivenFile,
  thrown: unknown,
  signal: AbortSignal
): ImportSummary {
  const sourceId = upsertSource(database, { kind: 'file', name: file.name, format: 'unknown' })
  const agentName = given.agentName ?? 'Imported'
  const importId = startImport(database, {
    sourceId,
    agentName,
    fileName: file.name,
    fileSize: file.size,
    formatLabel: 'Not read'
  })
  const note = signal.aborted ? 'Cancelled. Nothing was imported.' : sentenceOf(thrown)
  finishImport(database, importId, {
    state: signal.aborted ? 'cancelled' : 'failed',
    counts: NO_COUNTS,
    firstAt: null,
    lastAt: null,
    note
  })
  return importSummary(database, importId)
}
