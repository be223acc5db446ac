// Q&A pairs as text that other programs take: everything for ourselves and spreadsheets, and the shapes of platforms.
import { guardFormula } from '../../shared/formula-guard'
import type { QaFormat, QaPair } from '../../shared/improve'

/** What the menu says, and the ending of the file. */
export const FORMAT_WORDS: Readonly<Record<QaFormat, { readonly label: string; readonly extension: string }>> = {
  csv: { label: 'CSV, one question a row', extension: 'csv' },
  json: { label: 'JSON', extension: 'json' },
  jsonl: { label: 'JSON Lines', extension: 'jsonl' },
  qna: { label: 'JSON for platforms: name, questions, answer', extension: 'json' },
  faqs: { label: 'JSON for platforms: faqs of question and answer', extension: 'json' },
  text: { label: 'Text documents, question over answer', extension: 'txt' }
}

/** `qna` are bodies of a source of type qna, one a pair; `faqs` and `text` repeat the answer for each question. */
export function qaText(pairs: readonly QaPair[], format: QaFormat): string {
  switch (format) {
    case 'csv':
      return csvText(pairs)
    case 'json':
      return `${JSON.stringify(pairs.map(plain), null, 2)}\n`
    case 'jsonl':
      return pairs.map((pair) => `${JSON.stringify(plain(pair))}\n`).join('')
    case 'qna':
      return `${JSON.stringify(pairs.map(qna), null, 2)}\n`
    case 'faqs':
      return `${JSON.stringify({ type: 'qa', faqs: pairs.flatMap(faqs) }, null, 2)}\n`
    case 'text':
      return `${pairs.map((pair) => `${[...asked(pair), '', pair.answer.trim()].join('\n')}\n`).join('\n---\n\n')}`
  }
}

const asked = (pair: QaPair) => pair.questions.map((question) => question.trim()).filter((question) => question !== '')

function plain(pair: QaPair) {
  const { name, answer, state, agent, failure } = pair
  return {
    name,
    questions: asked(pair),
    answer,
    pinned: pair.isPinned,
    state,
    agent,
    failure,
    created_at: new Date(pair.createdAt).toISOString(),
    updated_at: new Date(pair.updatedAt).toISOString(),
    live_at: pair.liveAt === null ? null : new Date(pair.liveAt).toISOString()
  }
}

function qna(pair: QaPair) {
  const questions = asked(pair)
  return { type: 'qna', name: pair.name.trim() || (questions[0] ?? 'Untitled'), questions, answer: pair.answer }
}

const faqs = (pair: QaPair) => asked(pair).map((question) => ({ question, answer: pair.answer }))

const HEAD = ['pair', 'name', 'question', 'answer', 'pinned', 'state', 'agent', 'updated_at']

function csvText(pairs: readonly QaPair[]): string {
  const lines = pairs.flatMap((pair) =>
    (asked(pair).length === 0 ? [''] : asked(pair)).map((question) => [
      String(pair.id),
      pair.name,
      question,
      pair.answer,
      pair.isPinned ? 'yes' : 'no',
      pair.state,
      pair.agent ?? '',
      new Date(pair.updatedAt).toISOString()
    ])
  )
  // With a byte order mark, so that spreadsheets read the text as UTF-8.
  return `\uFEFF${[HEAD, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** One cell (RFC 4180); text that a spreadsheet would take for a formula is guarded. */
export function csvCell(text: string): string {
  const guarded = guardFormula(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
