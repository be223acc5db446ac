// Transcripts as one HTML page that needs nothing else: no scripts, no pictures, no addresses that are loaded. All text is escaped.
import type { MessageRecord } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { clock } from './clock'
import { escapeHtml } from './escape-html'
import { evidenceSection } from './evidence-section'
import { type ExportFormat, textFormat } from './export-format'
import { factsOf, notesOf } from './facts'
import { ROLE_WORDS } from './transcript-text'

/** Nothing may load or run, even where a browser would find something to. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const STYLE = `
:root { color-scheme: light dark; --line: #d5d9e0; --soft: #f4f6f8; --agent: #eaf2ff; --quiet: #5b6472; }
@media (prefers-color-scheme: dark) { :root { --line: #3a404a; --soft: #22262d; --agent: #1d2b40; --quiet: #a3acb9; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
.quiet, dt, .head { color: var(--quiet); font-size: .85rem; }
.conversation { border-top: 1px solid var(--line); padding: 1.25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0 0 .75rem; font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.turn { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0; break-inside: avoid; }
.agent { background: var(--agent); } .system { background: var(--soft); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0 0; }
table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .9rem .2rem 0; text-align: left; font-weight: 400; vertical-align: top; }
th { color: var(--quiet); }
.note { border-left: 3px solid var(--line); padding-left: .6rem; margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
@media print {
  :root { color-scheme: light; --line: #d5d9e0; --soft: #f4f6f8; --agent: #eaf2ff; --quiet: #5b6472; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; } dl, tr { break-inside: avoid; }
}
`

export function html(timeZone: string): ExportFormat {
  const time = clock(timeZone)
  return textFormat({
    needs: { withMessages: true, withRaw: false },
    begin: ({ words, conversations, evidence }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(words)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(words)}</h1>
<p class="quiet">${conversations.toLocaleString('en')} conversations, times in ${escapeHtml(timeZone)}.</p>
${evidence ? evidenceSection(evidence, time) : ''}`,
    conversation: (conversation) => article(conversation, time),
    end: () => '</body>\n</html>\n'
  })
}

function article(conversation: FullConversation, time: (at: number) => string): string {
  const { record, preview } = conversation
  const facts = factsOf(conversation, time).map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
  return `<section class="conversation">
<h2>${escapeHtml(record.title ?? preview)}</h2>
<dl>${facts.join('')}</dl>
${notesOf(conversation).map(note).join('')}${record.messages.map((message) => turn(message, time)).join('')}</section>
`
}

function turn(message: MessageRecord, time: (at: number) => string): string {
  const { role, author, sentAt, confidence, text, citations, feedback } = message
  const head = [
    `<strong>${ROLE_WORDS[role]}</strong>${author === null ? '' : ` (${escapeHtml(author)})`}`,
    ...(sentAt === null ? [] : [time(sentAt)]),
    ...(confidence === null ? [] : [`confidence ${confidence.toFixed(2)}`])
  ].join(', ')
  const notes = [
    ...feedback.map(({ thumb, stars, comment }) =>
      [
        thumb === null ? 'Feedback' : thumb === 1 ? 'Thumbs up' : 'Thumbs down',
        stars === null ? '' : `${stars} of 5 stars`,
        comment ?? ''
      ]
        .filter((word) => word !== '')
        .join(': ')
    ),
    // The address as text: a click in a report must not tell anybody's server that it was read.
    ...(citations ?? []).map(({ title, url, excerpt }) => ['Cited', title, url, excerpt].filter(Boolean).join('\n'))
  ]
  return `<article class="turn ${role}">
<div class="head">${head}</div>
<p class="text">${escapeHtml(text)}</p>
${notes.map(note).join('')}</article>
`
}

function note(text: string): string {
  return `<p class="note">${escapeHtml(text)}</p>\n`
}
