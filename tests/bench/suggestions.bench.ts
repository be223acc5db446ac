// How fast suggestions are found and coverage is previewed, and how well groups match what was really meant: the generator knows of
// each question which template it was made from.      npm run bench -- suggestions        BENCH_WEAK, BENCH_COVERED
import { groupQuestions, type QuestionGroup } from '../../electron/insights/group-questions'
import { createPause } from '../../electron/insights/pause'
import { buildQuestionIndex } from '../../electron/insights/question-index'
import { questionWords } from '../../electron/insights/question-vectors'
import { sampleConversation } from '../../scripts/sample/conversation'
import { ELSEWHERE, INTENTS } from '../../scripts/sample/shop'
import { type Measurement, percentile, report, size, timed } from './support/report'

const weakCount = size('BENCH_WEAK', 100_000)
const coveredCount = size('BENCH_COVERED', 200_000)

interface Known {
  readonly id: number
  readonly topic: string
  readonly words: readonly string[]
  /** Topic and template: what was meant. */
  readonly intent: string
}

/** Texts before their first placeholder tell the template; the longest that fits is it. */
const TEMPLATES = [
  ...INTENTS.flatMap(({ questions, followUps }) => [...questions, ...followUps]),
  ...Object.values(ELSEWHERE).flatMap(({ turns }) => turns.map(([, question]) => question))
]
const PATTERNS = [...new Set(TEMPLATES)]
  .sort((a, b) => b.length - a.length)
  .map((template) => ({ template, pattern: new RegExp(`(?:^|\\s)${fixed(template)}`, 'iu') }))

function fixed(template: string): string {
  return template
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.+?')
}

function templateOf(text: string): string | undefined {
  return PATTERNS.find(({ pattern }) => pattern.test(text))?.template
}

/** Customer questions of made-up conversations that the generator's templates explain, in order. */
function questionsOf(count: number): Known[] {
  const options = { seed: 42, conversations: count, days: 365, until: Date.UTC(2026, 9, 31), meanMessages: 8 }
  const found: Known[] = []
  for (let n = 0; found.length < count; n++) {
    const { topic, messages } = sampleConversation(options, n)
    for (const { role, text } of messages) {
      const template = role === 'customer' ? templateOf(text) : undefined
      if (template === undefined || found.length === count) continue
      found.push({ id: found.length + 1, topic, words: questionWords(text), intent: `${topic}\n${template}` })
    }
  }
  return found
}

/** Share of questions that are in a group where most mean the same as they do. */
function purity(groups: readonly QuestionGroup<Known>[], total: number): number {
  const right = groups.reduce((sum, { members }) => {
    const counts = new Map<string, number>()
    for (const { intent } of members) counts.set(intent, (counts.get(intent) ?? 0) + 1)
    return sum + Math.max(...counts.values())
  }, 0)
  return right / total
}

const questions = questionsOf(weakCount)
const intents = new Set(questions.map((q) => q.intent)).size
const rows: Measurement[] = []
const quality: Record<string, string | number>[] = []
for (const similarity of [0.4, 0.55, 0.7, 0.85]) {
  let longest = 0
  let last = performance.now()
  // How long anything else in the process would have waited.
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1)
    last = performance.now()
  }, 1)
  const { ms, value: groups } = await timed(() => groupQuestions(questions, { similarity, pause: createPause() }))
  clearInterval(watch)
  const large = groups.filter((group) => group.members.length >= 5)
  const inLarge = large.reduce((sum, group) => sum + group.members.length, 0)
  quality.push({
    similarity,
    groups: groups.length,
    'groups of 5 and more': large.length,
    'covered by them': `${((inLarge / questions.length) * 100).toFixed(1)} %`,
    'largest group': `${(((groups[0]?.members.length ?? 0) / questions.length) * 100).toFixed(1)} %`,
    purity: `${(purity(groups, questions.length) * 100).toFixed(1)} %`,
    'purity of large': `${(purity(large, inLarge) * 100).toFixed(1)} %`
  })
  if (similarity !== 0.55) continue
  rows.push(
    { what: 'group weak answers', value: ms / 1_000, unit: 's', goal: '<= 10 s', met: ms <= 10_000 },
    { what: 'longest wait of others meanwhile', value: longest, unit: 'ms', goal: '<= 100 ms', met: longest <= 100 }
  )
}
console.log(`\n${questions.length.toLocaleString('en')} questions of ${intents} known intents`)
console.table(quality)

const past = questionsOf(coveredCount)
const { ms: building, value: index } = await timed(() => buildQuestionIndex(past, createPause()))
const times: number[] = []
const variants = [
  'Can I return sale shoes?',
  'where is my order',
  'How long does delivery take',
  'do you ship to canada'
]
// As it is typed: every beginning is asked.
for (const variant of variants)
  for (let length = 3; length <= variant.length; length++)
    times.push((await timed(() => index.alike([questionWords(variant.slice(0, length))], 0.6))).ms)
const six = await timed(() =>
  index.alike(
    past.slice(0, 6).map((q) => q.words),
    0.6
  )
)
rows.push(
  {
    what: 'index past questions once',
    value: building / 1_000,
    unit: 's',
    note: `${past.length.toLocaleString('en')}`
  },
  {
    what: 'coverage while typing, 95 %',
    value: percentile(times, 0.95),
    unit: 'ms',
    goal: '<= 150 ms',
    met: percentile(times, 0.95) <= 150,
    note: `slowest ${Math.max(...times).toFixed(0)} ms`
  },
  { what: 'coverage of six variants', value: six.ms, unit: 'ms', goal: '<= 150 ms', met: six.ms <= 150 }
)
report(
  `Suggestions, ${weakCount.toLocaleString('en')} weak answers, ${coveredCount.toLocaleString('en')} questions`,
  rows
)
