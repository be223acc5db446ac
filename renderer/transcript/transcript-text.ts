// A whole transcript as text or Markdown, for the clipboard. Times in the given zone; nothing left out but folded parts' bodies.
import type { ConversationDetail, Message } from '../../shared/domain'
import { ROLE_WORDS } from '../components/words'
import { exactUtc, moment } from './format-time'
import { score } from './words'

type Style = 'text' | 'markdown'

/** The conversation with its head, turns, confidence, feedback and citations. Plain text of customers is escaped in Markdown. */
export function transcriptText(
  detail: ConversationDetail,
  messages: readonly Message[],
  timeZone: string,
  style: Style
): string {
  const { row } = detail
  const heading = row.title ?? row.preview
  const facts = [
    ['Customer', row.customer],
    ['Agent', row.agent],
    ['Channel', row.channelRaw ?? row.channel],
    ['Status', row.statusRaw ?? row.status],
    ['Started', row.startedAt === null ? null : `${moment(row.startedAt, timeZone)} (${exactUtc(row.startedAt)})`],
    ['Topic', row.topic],
    ['Id', detail.externalId],
    ['Address', detail.url]
  ].flatMap(([name, value]) =>
    value ? [style === 'markdown' ? `- ${name}: ${escaped(value)}` : `${name}: ${value}`] : []
  )
  const turns = messages.map((message) => turn(message, timeZone, style))
  return `${[style === 'markdown' ? `# ${escaped(heading)}` : heading, facts.join('\n'), ...turns].join('\n\n')}\n`
}

function turn(message: Message, timeZone: string, style: Style): string {
  const isMarkdown = style === 'markdown'
  const head = [
    ROLE_WORDS[message.role] + (message.author ? ` (${message.author})` : ''),
    ...(message.sentAt === null ? [] : [moment(message.sentAt, timeZone)]),
    ...(message.confidence === null ? [] : [`confidence ${score(message.confidence)}`])
  ].join(', ')
  const body = isMarkdown && message.format === 'text' ? escaped(message.text) : message.text
  const notes = [
    ...message.feedback.map(({ thumb, stars, comment }) =>
      ['Feedback:', thumb ? `thumbs ${thumb}` : '', stars === null ? '' : `${stars} of 5 stars`, comment ?? '']
        .filter((word) => word !== '')
        .join(' ')
    ),
    ...message.citations.map(({ title, url }) => `Citation: ${[title, url].filter(Boolean).join(' ')}`)
  ].map((note) => (isMarkdown ? `> ${escaped(note).replaceAll('\n', '\n> ')}` : note))
  return [isMarkdown ? `## ${escaped(head)}` : `${head}:`, body, ...(notes.length > 0 ? [notes.join('\n')] : [])].join(
    isMarkdown ? '\n\n' : '\n'
  )
}

/** Plain text that Markdown leaves as it is. Line beginnings matter too: lists, headings, rules. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~#]/g, '\\$&')
    .replace(/^(\s*)([-+=]|\d+[.)])/gm, (_, space: string, mark: string) =>
      mark.length > 1 ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`
    )
}
