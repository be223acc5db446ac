// Transcripts as Markdown: for reading, pasting and version control. What customers typed is escaped and means nothing.
import type { MessageRecord } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { clock } from './clock'
import { type ExportFormat, textFormat } from './export-format'
import { factsOf, notesOf } from './facts'
import { ROLE_WORDS } from './transcript-text'

export function markdown(timeZone: string): ExportFormat {
  const time = clock(timeZone)
  return textFormat({
    needs: { withMessages: true, withRaw: false },
    begin: ({ words, conversations }) =>
      `# ${escaped(words)}\n\n${conversations.toLocaleString('en')} conversations, times in ${timeZone}.\n`,
    conversation: (conversation) => transcript(conversation, time),
    end: () => ''
  })
}

function transcript(conversation: FullConversation, time: (at: number) => string): string {
  const { record, preview } = conversation
  const facts = factsOf(conversation, time).map(([name, value]) => `- ${name}: ${escaped(value)}`)
  const notes = notesOf(conversation).map((note) => `> ${escaped(note).replaceAll('\n', '\n> ')}`)
  const turns = record.messages.map((message) => turn(message, time))
  return `\n---\n\n## ${escaped(record.title ?? preview)}\n\n${[facts.join('\n'), ...notes, ...turns].join('\n\n')}\n`
}

function turn(message: MessageRecord, time: (at: number) => string): string {
  const { role, author, sentAt, confidence, format, text, citations, feedback } = message
  const head = [
    ROLE_WORDS[role] + (author === null ? '' : ` (${author})`),
    ...(sentAt === null ? [] : [time(sentAt)]),
    ...(confidence === null ? [] : [`confidence ${confidence.toFixed(2)}`])
  ].join(', ')
  const notes = [
    ...feedback.map(({ thumb, stars, comment }) =>
      [
        'Feedback:',
        thumb === null ? '' : thumb === 1 ? 'thumbs up' : 'thumbs down',
        stars === null ? '' : `${stars} of 5 stars`,
        comment ?? ''
      ]
        .filter((word) => word !== '')
        .join(' ')
    ),
    ...(citations ?? []).map(({ title, url }) => `Citation: ${[title, url].filter(Boolean).join(' ')}`)
  ].map((note) => `> ${escaped(note).replaceAll('\n', '\n> ')}`)
  const body = format === 'text' ? escaped(text) : text
  return [`### ${escaped(head)}`, body, ...(notes.length > 0 ? [notes.join('\n>\n')] : [])].join('\n\n')
}

/** Plain text that Markdown leaves as it is, on one line or more. Line beginnings matter too: lists, headings, rules. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~#&]/g, '\\$&')
    .replace(/^(\s*)([-+=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
}
