// What a wipe takes and what it cannot reach, in exact numbers.
import { Alert } from '@mantine/core'
import { PLATFORM_WORDS, PLATFORMS } from '../../shared/platforms'
import type { WipePlace, WipePreview } from '../../shared/wipe'
import { type Format, useFormat } from '../components/format'
import classes from './wipe.module.css'

export function WipeLosses({ preview }: { readonly preview: WipePreview }) {
  const format = useFormat()
  const { conversations, messages, notes, tags, verdicts, drafts, sentPairs, waiting, places } = preview
  const goes: readonly (readonly [number, string, string])[] = [
    [conversations, 'conversation', 'conversations'],
    [messages, 'message', 'messages'],
    [notes, 'note', 'notes'],
    [tags, 'tag', 'tags'],
    [verdicts, 'verdict', 'verdicts'],
    [drafts, 'draft of a Q&A pair', 'drafts of Q&A pairs']
  ]
  return (
    <>
      <Alert color="red" title="This deletes for good">
        <ul className={classes.losses} aria-label="What will go">
          {goes.map(([count, one, many]) => (
            <li key={many}>
              <strong className="numbers">{format.number(count)}</strong> {count === 1 ? one : many}
            </li>
          ))}
        </ul>
        Their raw records, their places in review sets and issues, what History quotes of them, and the reports of rows
        that could not be read with them go, too. Undo does not bring them back.
      </Alert>
      <ul className={classes.stays} aria-label="What stays">
        {stays(sentPairs, waiting, places, format).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function stays(sentPairs: number, waiting: number, places: readonly WipePlace[], format: Format): readonly string[] {
  return [
    ...(sentPairs > 0
      ? [
          `${format.number(sentPairs)} Q&A ${sentPairs === 1 ? 'pair that a platform has stays' : 'pairs that a platform has stay'}, without the words of the conversation.`
        ]
      : []),
    ...(waiting > 0
      ? [
          `${format.number(waiting)} ${waiting === 1 ? 'change about them that waits in the outbox is' : 'changes about them that wait in the outbox are'} not sent any more.`
        ]
      : []),
    ...places.filter(({ canDelete }) => !canDelete).map(platformWords),
    'Files that were imported, exports and copies of the workspace are not touched: they are yours to delete.'
  ]
}

function platformWords({ connection, platform, conversations }: WipePlace): string {
  const label = PLATFORM_WORDS[PLATFORMS.find((one) => one === platform) ?? 'generic'].label
  return `${conversations.toLocaleString()} of the conversations stay at ${connection}: ${label}’s API cannot delete them. A full sync brings them back.`
}
