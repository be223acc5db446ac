// The form of a hand-off: subject and summary, what a ticket needs besides, and how it is sent or copied.
import { Alert, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ConversationOutbox, PlatformPlace } from '../../shared/connections'
import type { ConversationDetail } from '../../shared/domain'
import { type HandOff, handOffSchema, isEmail, MOST_SUBJECT, MOST_SUMMARY, PRIORITIES } from '../../shared/hand-off'
import { PLATFORM_WORDS } from '../../shared/platforms'
import { call } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { isUnsent } from '../outbox/use-conversation-outbox'
import { STATE_WORDS } from '../outbox/words'
import { useReviewer } from '../review/use-reviewer'
import { isWebAddress } from '../transcript/SafeLink'
import classes from './hand-off.module.css'
import { closeHandOff, type HandOffRequest } from './hand-off-state'
import { PRIORITY_WORDS } from './words'

/**
 * What was typed and not sent, by conversation: a dialog that was closed by mistake loses nothing. What began with the real words is
 * not shown while they are hidden.
 */
const typed = new Map<string, HandOff>()

export interface HandOffFormProps {
  readonly request: HandOffRequest
  readonly start: HandOff
  readonly detail: ConversationDetail
  readonly outbox: ConversationOutbox
  readonly isMasked: boolean
}

export function HandOffForm({ request, start, detail, outbox, isMasked }: HandOffFormProps) {
  const { conversationId, entryId } = request
  const draft = `${conversationId} ${isMasked}`
  const [form, setForm] = useState(() => (entryId === null ? (typed.get(draft) ?? start) : start))
  const { place } = outbox
  const way = place ? PLATFORM_WORDS[place.platform].capabilities.handOff : undefined
  const change = (part: Partial<HandOff>) => {
    const next = { ...form, ...part }
    setForm(next)
    if (entryId === null) typed.set(draft, next)
  }
  const done = () => {
    typed.delete(draft)
    closeHandOff()
  }
  return (
    <div className={classes.form}>
      <Explanation place={place} />
      {isMasked && (
        <Alert color="accent">
          Personal data is hidden now: the summary holds aliases, and no address is filled in.
        </Alert>
      )}
      <Earlier outbox={outbox} entryId={entryId} />
      <TextInput
        label="Subject"
        required
        maxLength={MOST_SUBJECT}
        value={form.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label="Summary"
        description="Made from the conversation. Change it as you like; it is sent as it stands here."
        required
        autosize
        minRows={8}
        maxRows={12}
        maxLength={MOST_SUMMARY}
        data-autofocus
        value={form.summary}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      {way !== undefined && <TicketFields form={form} isTicket={way === 'ticket'} onChange={change} />}
      {way === undefined ? (
        <CopyFoot form={form} page={pageOf(detail, place)} onDone={done} />
      ) : (
        <SendFoot form={form} request={request} place={place} isTicket={way === 'ticket'} onDone={done} />
      )}
    </div>
  )
}

/** What will happen, before anything does. */
function Explanation({ place }: { readonly place: PlatformPlace | null }) {
  if (!place)
    return (
      <p className={classes.what}>
        This conversation came from a file, so nothing can be sent: copy the text below into your help desk.
      </p>
    )
  const { label, capabilities } = PLATFORM_WORDS[place.platform]
  switch (capabilities.handOff) {
    case 'escalate':
      return (
        <p className={classes.what}>
          <bdi>{place.connection}</bdi> opens a ticket that is linked to this conversation, and marks it escalated.
        </p>
      )
    case 'ticket':
      return (
        <p className={classes.what}>
          <bdi>{place.connection}</bdi> opens a ticket as if the customer had written it, then the agent is paused in
          this conversation. A ticket cannot name the conversation on {label}: its id is added to the text.
        </p>
      )
    case undefined:
      return (
        <p className={classes.what}>
          {label}’s API takes no hand-off: copy the text below and open the page to hand it off there.
        </p>
      )
  }
}

function Earlier({ outbox, entryId }: { readonly outbox: ConversationOutbox; readonly entryId: number | null }) {
  const format = useFormat()
  const earlier = outbox.entries.filter(
    ({ kind, state, id }) => kind === 'hand-off' && state !== 'discarded' && id !== entryId
  )
  if (earlier.length === 0) return null
  return (
    <Alert color="accent" title={earlier.length === 1 ? 'An earlier hand-off' : 'Earlier hand-offs'}>
      {earlier.map((entry) => (
        <div key={entry.id}>
          {format.short(entry.createdAt)}, {STATE_WORDS[entry.state].label.toLowerCase()}: “<bdi>{entry.title}</bdi>”{' '}
          {entry.done}
          {isUnsent(entry) && 'It was not sent: a new one takes its place.'}
        </div>
      ))}
    </Alert>
  )
}

interface TicketFieldsProps {
  readonly form: HandOff
  readonly isTicket: boolean
  onChange(part: Partial<HandOff>): void
}

function TicketFields({ form, isTicket, onChange }: TicketFieldsProps) {
  const email = form.email ?? ''
  return (
    <>
      <div className={classes.fields}>
        {isTicket && (
          <TextInput
            label="Customer’s e-mail"
            type="email"
            required
            maxLength={255}
            description={email === '' ? 'A ticket needs one; the conversation holds none.' : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={email}
            error={email !== '' && !isEmail(email) ? 'This is no e-mail address.' : null}
            onChange={(event) => onChange({ email: event.currentTarget.value })}
          />
        )}
        {isTicket && (
          <TextInput
            label="Customer’s name"
            maxLength={255}
            value={form.name ?? ''}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
        <Select
          label="Priority"
          allowDeselect={false}
          data={PRIORITIES.map((value) => ({ value, label: PRIORITY_WORDS[value] }))}
          value={form.priority}
          onChange={(value) => onChange({ priority: PRIORITIES.find((one) => one === value) ?? 'normal' })}
        />
      </div>
      <Checkbox
        label="Pause the agent in this conversation"
        description="It still takes in what the customer writes, and answers nothing."
        checked={form.pause}
        onChange={(event) => onChange({ pause: event.currentTarget.checked })}
      />
    </>
  )
}

interface SendFootProps {
  readonly form: HandOff
  readonly request: HandOffRequest
  readonly place: PlatformPlace | null
  readonly isTicket: boolean
  onDone(): void
}

function SendFoot({ form, request, place, isTicket, onDone }: SendFootProps) {
  const { ask } = useReviewer()
  const [isBusy, setBusy] = useState(false)
  const ready = handOffSchema.safeParse({ ...form, email: isTicket ? form.email : null })
  const send = async (handOff: HandOff) => {
    setBusy(true)
    try {
      const { conversationId, entryId } = request
      if (entryId !== null) await call('outbox.editHandOff', { id: entryId, handOff })
      else {
        const reviewer = await ask()
        if (reviewer === null) return
        await call('outbox.handOff', { conversationId, handOff, reviewer })
      }
      showMessage(`“${handOff.subject}” is in the outbox for ${place?.connection ?? ''}.`)
      onDone()
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  const isWhole = ready.success && (!isTicket || isEmail(form.email ?? ''))
  return (
    <footer className={classes.foot}>
      <Button variant="default" onClick={closeHandOff}>
        Cancel
      </Button>
      <Button
        loading={isBusy}
        disabled={!isWhole}
        onClick={() => {
          if (ready.success) void send(ready.data)
        }}
      >
        {request.entryId === null ? 'Hand off' : 'Save and send'}
      </Button>
    </footer>
  )
}

/** The page to hand it off on: the conversation's own, else the platform's. */
function pageOf({ url }: ConversationDetail, place: PlatformPlace | null): string | null {
  if (url !== null && isWebAddress(url)) return url
  const { baseUrl = null } = place ? PLATFORM_WORDS[place.platform] : {}
  return baseUrl === null ? null : new URL(baseUrl).origin
}

interface CopyFootProps {
  readonly form: HandOff
  readonly page: string | null
  onDone(): void
}

function CopyFoot({ form, page, onDone }: CopyFootProps) {
  const copy = async (address: string | null) => {
    try {
      await call('clipboard.write', { text: `${form.subject.trim()}\n\n${form.summary.trim()}\n` })
      showMessage('The text is copied.')
      if (address !== null) await call('links.open', { url: address })
      onDone()
    } catch (error) {
      showError(error)
    }
  }
  const isEmpty = form.summary.trim() === ''
  return (
    <footer className={classes.foot}>
      <Button variant="default" onClick={closeHandOff}>
        Cancel
      </Button>
      <Button variant={page === null ? 'filled' : 'default'} disabled={isEmpty} onClick={() => void copy(null)}>
        Copy text
      </Button>
      {page !== null && (
        <Button disabled={isEmpty} onClick={() => void copy(page)}>
          Copy and open the page
        </Button>
      )}
    </footer>
  )
}
