// Thumbs on an answer that go to the platform, where the conversation came from one that takes them; asked for before they are sent.
import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react'
import type { ConversationEntry, PlatformPlace } from '../../shared/connections'
import type { Message } from '../../shared/domain'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { HistoryEntry } from '../../shared/review'
import { call } from '../api'
import { useNavigation } from '../navigation'
import { showError, showMessage } from '../notify'
import { useReviewScope } from '../review/review-target'
import { useReviewer } from '../review/use-reviewer'
import classes from './thumbs.module.css'
import { isUnsent, useConversationOutbox } from './use-conversation-outbox'

const THUMBS = [
  { thumb: 1, word: 'up', Icon: IconThumbUp, Given: IconThumbUpFilled },
  { thumb: -1, word: 'down', Icon: IconThumbDown, Given: IconThumbDownFilled }
] as const

/** Ids that the app made itself (ingest/identity.ts) mean nothing at a platform. */
const SYNTHETIC = '~'

interface OwnThumb {
  readonly conversationId: number
  readonly place: PlatformPlace
  /** The newest thumb that was given here; undefined: none. */
  readonly own: ConversationEntry | undefined
}

/** null where no thumb can be sent: another role, a conversation from a file, a platform that takes none. */
function useOwnThumb(message: Message): OwnThumb | null {
  const scope = useReviewScope()
  const conversationId = message.role === 'agent' && !message.key.startsWith(SYNTHETIC) ? scope : null
  const { place, entries } = useConversationOutbox(conversationId)
  if (conversationId === null || !place || !PLATFORM_WORDS[place.platform].capabilities.feedback) return null
  const own = entries.find(
    ({ kind, messageKey, state }) => kind === 'feedback' && messageKey === message.key && state !== 'discarded'
  )
  return { conversationId, place, own }
}

/** Two small buttons in the head of an answer. */
export function AnswerThumbs({ message }: { readonly message: Message }) {
  const given = useOwnThumb(message)
  return given && <Thumbs message={message} given={given} />
}

function Thumbs({ message, given }: { readonly message: Message; readonly given: OwnThumb }) {
  const { ask } = useReviewer()
  const { place, own, conversationId } = given
  const run = async (work: (reviewer: string) => Promise<HistoryEntry | null>, words: string) => {
    try {
      const reviewer = await ask()
      if (reviewer === null) return
      await work(reviewer)
      showMessage(words)
    } catch (error) {
      showError(error)
    }
  }
  const press = (thumb: 1 | -1, word: string) => {
    if (own && own.thumb === thumb) {
      takeBack(own, place, () =>
        run((reviewer) => call('outbox.restoreThumb', { id: own.id, reviewer }), 'What stood there before is back.')
      )
      return
    }
    const give = (reviewer: string) =>
      call('outbox.giveThumb', { conversationId, messageKey: message.key, thumb, reviewer })
    modals.openConfirmModal({
      title: `Send thumbs ${word} to ${place.connection}?`,
      children: <Text size="sm">{whatHappens(message, own, place)}</Text>,
      labels: { confirm: `Send thumbs ${word}`, cancel: 'Cancel' },
      onConfirm: () => void run(give, `Thumbs ${word} is in the outbox for ${place.connection}.`)
    })
  }
  return (
    <span className={classes.thumbs}>
      {THUMBS.map(({ thumb, word, Icon, Given }) => {
        const isGiven = own?.thumb === thumb
        const Shown = isGiven ? Given : Icon
        return (
          <button
            key={word}
            type="button"
            className={classes.thumb}
            data-given={isGiven ? word : undefined}
            aria-pressed={isGiven}
            aria-label={`Thumbs ${word} for message ${message.seq}`}
            title={isGiven ? `Take thumbs ${word} back` : `Thumbs ${word}, sent to ${place.connection}`}
            onClick={() => press(thumb, word)}
          >
            <Shown size={14} aria-hidden />
          </button>
        )
      })}
    </span>
  )
}

function whatHappens(message: Message, own: ConversationEntry | undefined, { connection }: PlatformPlace): string {
  const before = message.feedback.findLast(({ thumb }) => thumb !== null)?.thumb
  if (own) return `It takes the place of the thumb you gave before. ${connection} keeps no name with a thumb.`
  return before
    ? `The customer gave thumbs ${before}. At ${connection} yours takes its place, and nobody can tell there afterwards who gave it. What stood there is remembered here and can be put back.`
    : `At ${connection} it stands as if the customer had given it: no name is kept with a thumb. You can take it back later.`
}

function takeBack(own: ConversationEntry, { connection }: PlatformPlace, run: () => Promise<void>): void {
  modals.openConfirmModal({
    title: 'Take the thumb back?',
    children: (
      <Text size="sm">
        {isUnsent(own)
          ? 'It was not sent yet: it is taken out of the outbox, and what stood here before is back.'
          : `What stood there before, the customer’s thumb or none, is sent to ${connection}.`}
      </Text>
    ),
    labels: { confirm: 'Take it back', cancel: 'Cancel' },
    onConfirm: () => void run()
  })
}

/** Below the answer: how far the thumb is. */
export function ThumbState({ message }: { readonly message: Message }) {
  const given = useOwnThumb(message)
  return given?.own && <State own={given.own} place={given.place} />
}

function State({ own, place }: { readonly own: ConversationEntry; readonly place: PlatformPlace }) {
  const { goTo } = useNavigation()
  const { state, words } = own
  const what = own.thumb === null ? 'No thumb' : `Your thumbs ${own.thumb > 0 ? 'up' : 'down'}`
  return (
    <div className={classes.state} data-state={state}>
      {state === 'delivered' && `${what}: sent to ${place.connection}.`}
      {state !== 'delivered' && (
        <>
          {what}: {state === 'refused' ? `refused. ${words ?? ''}` : `waits to be sent to ${place.connection}.`}{' '}
          <button type="button" className={classes.link} onClick={() => goTo('outbox')}>
            Outbox
          </button>
        </>
      )}
    </div>
  )
}
