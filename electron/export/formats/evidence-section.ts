// The evidence of a review as HTML: what was asked and drawn, every number with its interval, what was found, in the words that were said.
import type { ReviewSummary } from '../../../shared/review-set'
import type { Evidence, Finding } from '../evidence'
import { escapeHtml } from './escape-html'

export function evidenceSection(evidence: Evidence, time: (at: number) => string): string {
  const { queryWords, population, sample, scorecard, createdAt, states, criteria, findings, issues } = evidence
  const facts: readonly (readonly [string, string])[] = [
    ['Question', queryWords],
    ['Population', `${population.toLocaleString('en')} conversations`],
    ['Sample', sample === null ? 'everything is reviewed' : sampleWords(sample)],
    ['Scorecard', scorecard],
    ['Begun', time(createdAt)],
    [
      'Items',
      Object.entries(states)
        .map(([state, n]) => `${n.toLocaleString('en')} ${state}`)
        .join(', ')
    ]
  ]
  return `<section aria-label="Evidence">
<dl>${facts.flatMap(([name, value]) => (value ? [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`] : [])).join('')}</dl>
${criteria
  .filter(({ values }) => values.length > 0)
  .map(numbers)
  .join(
    ''
  )}<p class="quiet">Ranges are 95 % intervals (Wilson)${sample === null ? '' : '; shares are weighted back to the population'}.</p>
${issues.length === 0 ? '' : `<h2>Issues</h2><ul>${issues.map(({ title, conversations }) => `<li>${escapeHtml(title)} (${conversations.toLocaleString('en')})</li>`).join('')}</ul>\n`}${findings.length === 0 ? '' : `<h2>Findings</h2>\n${findings.map(finding).join('')}`}</section>
`
}

function numbers({ label, values }: ReviewSummary['criteria'][number]): string {
  const rows = values.map(
    ({ value, share, low, high, conversations, n }) =>
      `<tr><td>${escapeHtml(value)}</td><td>${percent(share)} %</td><td>${percent(low)}–${percent(high)} %</td><td>${conversations.length.toLocaleString('en')} of ${n.toLocaleString('en')} judged</td></tr>`
  )
  const head = `<tr><th>${escapeHtml(label)}</th><th>Share</th><th>95 % interval</th><th>Conversations</th></tr>`
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>\n`
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}

function finding({ conversation, criterion, value, comment, reviewer, quote }: Finding): string {
  const by = reviewer === '' ? '' : `, ${escapeHtml(reviewer)}`
  return `<article class="turn"><div class="head"><strong>${escapeHtml(criterion)}: ${escapeHtml(value)}</strong>, conversation ${escapeHtml(conversation)}${by}</div>
<p class="text">“${escapeHtml(quote)}”</p>${comment === null || comment === '' ? '' : `<p class="note">${escapeHtml(comment)}</p>`}</article>
`
}

/** `100, seed 42, by channel and topic`: what is needed to draw it again. */
function sampleWords(sample: string): string {
  const drawn: unknown = JSON.parse(sample)
  if (typeof drawn !== 'object' || drawn === null) return sample
  const { size, seed, strata, ...rest } = drawn as Readonly<Record<string, unknown>>
  return [
    ...(size === undefined ? [] : [String(size)]),
    ...(seed === undefined ? [] : [`seed ${String(seed)}`]),
    ...(Array.isArray(strata) && strata.length > 0 ? [`by ${strata.join(' and ')}`] : []),
    ...Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  ].join(', ')
}
