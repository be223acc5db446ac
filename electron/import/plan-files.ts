// Looks at files without importing them: what each is, why, what becomes of it, and what only a person can say.
import { type ErrorValue, toErrorValue } from '../../shared/errors'
import type { GivenFile, ImportPlan } from '../../shared/import-plan'
import type { ReadableDatabase } from '../database/open'
import { chooseAdapter } from './choose-adapter'
import { expandFile, type SourceFile, withPlainFile } from './expand-files'
import { readFileHead } from './file-head'
import { guessAgentName } from './guess-agent'
import type { JobCall } from './job-call'
import { speakersOf } from './mapping-proposal'
import { previewOf } from './preview'
import type { FileHead } from './source-adapter'

/** Of a packed file only this much is unpacked to look at it; a database is unpacked whole. */
const UNPACKED_HEAD = 16 * 1024 * 1024

export interface PlanRequest {
  readonly files: readonly string[]
  /** What was answered so far, by path and member. */
  readonly given?: readonly GivenFile[] | undefined
}

/** One plan for each file behind the paths (folders and archives hold several). Throws only the signal's reason. */
export async function planImport(
  database: ReadableDatabase,
  request: PlanRequest,
  call: JobCall
): Promise<ImportPlan[]> {
  const plans: ImportPlan[] = []
  for (const [index, path] of request.files.entries()) {
    for (const file of await expandFile(path)) {
      call.signal.throwIfAborted()
      call.progress({ phase: file.name, done: index, total: request.files.length, unit: 'files' })
      plans.push(await planOne(database, file, answersFor(file, request.given ?? []), call.signal))
    }
  }
  return plans
}

function answersFor(file: SourceFile, given: readonly GivenFile[]): GivenFile {
  const exact = given.find(({ path, member }) => path === file.path && (member ?? null) === file.member)
  return exact ?? given.find(({ path, member }) => path === file.path && member == null) ?? { path: file.path }
}

async function planOne(
  database: ReadableDatabase,
  file: SourceFile,
  given: GivenFile,
  signal: AbortSignal
): Promise<ImportPlan> {
  try {
    return await withPlainFile(file, { signal, limit: UNPACKED_HEAD }, async (plainFile) => {
      const head = await readFileHead(plainFile, {
        fileName: file.name,
        size: file.size,
        encoding: given.mapping?.encoding
      })
      if (head.kind === 'sqlite' && file.packing !== 'none')
        return withPlainFile(file, { signal }, async (whole) =>
          planHead(database, file, whole, await readFileHead(whole, { fileName: file.name }), given, signal)
        )
      return planHead(database, file, plainFile, head, given, signal)
    })
  } catch (thrown) {
    signal.throwIfAborted()
    return withProblem(file, toErrorValue(thrown))
  }
}

async function planHead(
  database: ReadableDatabase,
  file: SourceFile,
  plainFile: string,
  head: FileHead,
  given: GivenFile,
  signal: AbortSignal
): Promise<ImportPlan> {
  const choice = chooseAdapter(database, head, given)
  const { adapter, certainty, reason, mapping, columns, questions, shape, isRemembered } = choice
  const { conversations, firstAt, lastAt } = await previewOf(plainFile, head, choice, signal)
  return {
    ...blankPlan(file),
    format: adapter && { id: adapter.id, label: adapter.label },
    certainty,
    reason: head.warning === undefined ? reason : `${reason} ${head.warning}`,
    problem: adapter ? null : reason,
    agentName: given.agentName ?? guessAgentName(head),
    columns,
    firstRows: head.rows.slice(0, 10),
    mapping,
    speakers: mapping && columns.length > 0 ? speakersOf(head, mapping) : [],
    rememberedShape: isRemembered ? shape : null,
    questions,
    preview: conversations,
    firstAt,
    lastAt,
    ignored: adapter?.ignored?.(head) ?? columns.filter(({ proposed }) => proposed === 'ignore').map(({ name }) => name)
  }
}

function blankPlan(file: SourceFile): ImportPlan {
  return {
    file: file.path,
    fileName: file.name,
    size: file.size,
    member: file.member,
    format: null,
    certainty: 0,
    reason: '',
    problem: null,
    agentName: null,
    columns: [],
    firstRows: [],
    mapping: null,
    rememberedShape: null,
    speakers: [],
    questions: [],
    preview: [],
    firstAt: null,
    lastAt: null,
    ignored: []
  }
}

function withProblem(file: SourceFile, error: ErrorValue): ImportPlan {
  return { ...blankPlan(file), reason: error.message, problem: error.message }
}
