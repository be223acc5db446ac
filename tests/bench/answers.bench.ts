// How well contradictions between answers are found on a set where they are known, and how fast answers are looked at together.
//   npm run bench -- answers       BENCH_CONVERSATIONS=1000000 for the large run
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openReadable, type ReadableDatabase } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { createAskedStore } from '../../electron/insights/asked-questions'
import { citedSourcesOf } from '../../electron/insights/cited-sources'
import { createContradictions } from '../../electron/insights/contradictions'
import { createDraftCoverage } from '../../electron/insights/draft-coverage'
import { createIndexedQuestions } from '../../electron/insights/indexed-questions'
import { createOutcomes } from '../../electron/insights/outcomes'
import { createPause } from '../../electron/insights/pause'
import { savePair, setLiveSince } from '../../electron/review/qa-pairs'
import { ensureDefaultScorecard } from '../../electron/review/scorecards'
import { createSearch } from '../../electron/search/result-sets'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { parseQuery } from '../../shared/query/parse-query'
import { importAll } from '../support/import-records'
import { plantedAnswers } from '../support/planted-answers'
import { type Measurement, percentile, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const quiet = { signal: new AbortController().signal, progress: () => undefined }

/** How long anything else in the process would have waited meanwhile. */
async function watched<T>(work: () => Promise<T>) {
  let longest = 0
  let last = performance.now()
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1)
    last = performance.now()
  }, 1)
  const done = await timed(work)
  clearInterval(watch)
  return { ...done, longest }
}

const quality: Record<string, string | number>[] = []
for (const seed of [1, 2, 3, 4, 5]) {
  const file = path.join(folder, `planted-${seed}.chatlogdesk`)
  const { database, close } = openWorkspace(file, { create: true })
  const { conversations: records, planted } = plantedAnswers(seed)
  await importAll(database, records)
  const list = await createContradictions(database, createAskedStore(database)).compute({ agentId: null }, quiet)
  const hits = planted.filter(({ subject, right, wrong }) =>
    list.contradictions.some(
      ({ question, values }) =>
        question.includes(subject) && [right, wrong].every((text) => values.some((value) => value.text === text))
    )
  ).length
  quality.push({
    seed,
    conversations: records.length,
    planted: planted.length,
    found: list.total,
    precision: `${((hits / list.total) * 100).toFixed(1)} %`,
    recall: `${((hits / planted.length) * 100).toFixed(1)} %`
  })
  close()
  rmSync(file)
}
console.log('\nContradictions that were planted among answers that only look different')
console.table(quality)

const workspace = path.join(folder, `platform-${conversations}.chatlogdesk`)
if (!existsSync(workspace)) {
  const file = await writeSample(folder, 'platform', conversations)
  const opened = openWorkspace(workspace, { create: true })
  await importFiles(opened.database, { files: [{ path: file }] }, quiet)
  opened.close()
}
const rows: Measurement[] = []
const database: ReadableDatabase = openReadable(workspace)
const store = createAskedStore(database)
const reading = await watched(() => store.current(createPause()))
rows.push({
  what: 'read all questions, once for all of these',
  value: reading.ms / 1_000,
  unit: 's',
  note: `${reading.value.all.length.toLocaleString('en')} questions`
})
const contradictions = createContradictions(database, store)
const found = await watched(() => contradictions.compute({ agentId: null }, quiet))
rows.push(
  {
    what: 'compare answers to the same question',
    value: found.ms / 1_000,
    unit: 's',
    note: `${found.value.repeated.toLocaleString('en')} asked more than once, ${found.value.total} contradict`
  },
  {
    what: 'longest wait of others meanwhile',
    value: found.longest,
    unit: 'ms',
    goal: '<= 100 ms',
    met: found.longest <= 100
  }
)

const search = createSearch(database)
const moment = await search.moment(parseQuery('').query, { timeZone: 'UTC' })
const sources = await watched(() => citedSourcesOf(moment, null, { progress: () => undefined }))
rows.push(
  { what: 'cited sources', value: sources.ms / 1_000, unit: 's', note: `${sources.value.total} sources` },
  {
    what: 'longest wait of others meanwhile',
    value: sources.longest,
    unit: 'ms',
    goal: '<= 100 ms',
    met: sources.longest <= 100
  }
)
search.close()
database.close()

const opened = openWorkspace(workspace, { create: false })
const ada = { reviewer: 'Ada', now: 1 }
for (const question of [
  'Can I return sale shoes?',
  'where is my order',
  'Do you ship to Canada?',
  'Reset my password'
]) {
  const nothing = { isPinned: false, agentId: null, conversationId: null, messageKey: null, replaces: null }
  const pair = { name: '', questions: [question], answer: 'Yes.', ...nothing }
  const { id } = savePair(opened.database, null, pair, ada)
  setLiveSince(opened.database, id, Date.UTC(2026, 6, 1), ada)
}
const indexed = createIndexedQuestions(createAskedStore(opened.database))
await indexed.current(quiet.signal)
// A long list to compare with, and many verdicts: both are looked at for every key.
const REFERENCES = 5_000
const VERDICTS = 20_000
opened.database.transaction(() => {
  ensureDefaultScorecard(opened.database, 0)
  opened.database.exec(`INSERT INTO qa_reference (list, questions, answer, imported_at)
    SELECT 'bench', json_array(text), 'Yes.', 0 FROM message WHERE role = 'customer' LIMIT ${REFERENCES}`)
  opened.database.exec(`INSERT INTO verdict (conversation_id, message_key, scorecard_id, criterion, value, reviewer, created_at)
    SELECT id >> 20, key, (SELECT min(id) FROM scorecard), 'verdict', iif(id & 1, 'wrong', 'correct'), 'Ada', 0
    FROM message WHERE role = 'agent' LIMIT ${VERDICTS}`)
})
const coverage = createDraftCoverage(opened.database, indexed)
const times: number[] = []
for (const variant of ['Can I return sale shoes?', 'where is my order', 'do you ship to canada'])
  for (let length = 3; length <= variant.length; length++) {
    const asked = { variants: [variant.slice(0, length)], similarity: 0.6, agentId: null, pairId: null }
    times.push((await timed(() => coverage.ask(asked, quiet.signal))).ms)
  }
rows.push({
  what: 'coverage preview while typing, 95 %',
  value: percentile(times, 0.95),
  unit: 'ms',
  goal: '<= 150 ms',
  met: percentile(times, 0.95) <= 150,
  note: `${(await indexed.current(quiet.signal)).index.size.toLocaleString('en')} questions, ${REFERENCES.toLocaleString('en')} pairs to compare with, ${VERDICTS.toLocaleString('en')} verdicts; slowest ${Math.max(...times).toFixed(0)} ms`
})
opened.database.exec("DELETE FROM qa_reference WHERE list = 'bench'; DELETE FROM verdict")
const outcomes = createOutcomes(opened.database, indexed)
const measured = await watched(() => outcomes.measure(null, DEFAULT_BAND_LIMITS, quiet.signal))
rows.push({ what: 'outcomes of four live pairs', value: measured.ms, unit: 'ms' })
const again = await timed(() => outcomes.measure(null, DEFAULT_BAND_LIMITS, quiet.signal))
rows.push({
  what: 'the same again, nothing changed',
  value: again.ms,
  unit: 'ms',
  goal: '<= 100 ms',
  met: again.ms <= 100
})
opened.database.exec('DELETE FROM qa_question; DELETE FROM qa_pair; DELETE FROM history')
opened.close()
report(`Answers looked at together, ${conversations.toLocaleString('en')} conversations`, rows)
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true, force: true })
