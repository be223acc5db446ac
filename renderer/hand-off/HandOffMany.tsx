// Hands the selection off to people: says first which can, how, and which cannot and why; then puts one entry for each into the outbox.
import { Alert, Button, Checkbox, Group, Loader, Select, Stack, Text } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import { useState } from 'react'
import { type HandOff, type HandOffPlan, isEmail, MOST_HAND_OFFS, PRIORITIES } from '../../shared/hand-off'
import { call, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { type Format, useFormat } from '../components/format'
import { showError } from '../notify'
import type { Selected } from '../review/BulkForm'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'
import { useSettings } from '../use-settings'
import { startOfHandOff } from './draft'
import classes from './hand-off.module.css'
import { PRIORITY_WORDS } from './words'

export function HandOffMany({ selected }: { readonly selected: Selected }) {
  const [ids, setIds] = useState<readonly number[] | null>(null)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconHeadset size={13} />}
        onClick={() => void selected.ids().then(setIds, showError)}
      >
        Hand off
      </Button>
      {ids && (
        <Dialog title="Hand off these conversations" size="lg" onClose={() => setIds(null)}>
          <Plan ids={ids} onClose={() => setIds(null)} />
        </Dialog>
      )}
    </>
  )
}

interface PlanProps {
  readonly ids: readonly number[]
  onClose(): void
}

function Plan({ ids, onClose }: PlanProps) {
  const plan = useContract('outbox.handOffPlan', { conversations: [...ids] }, { tables: ['outbox', 'connection'] })
  if (plan.error)
    return (
      <Alert color="red" role="alert">
        {plan.error.message}
      </Alert>
    )
  return plan.data ? <Form plan={plan.data} onClose={onClose} /> : <Loader size="sm" aria-label="Looking" />
}

function Form({ plan, onClose }: { readonly plan: HandOffPlan; onClose(): void }) {
  const format = useFormat()
  const { settings } = useSettings()
  const [priority, setPriority] = useState<HandOff['priority']>('normal')
  const [pause, setPause] = useState(true)
  const { send, read } = useSendMany(format, onClose)
  const ids = plan.can.flatMap(({ conversations }) => conversations)
  const isTooMany = ids.length > MOST_HAND_OFFS
  const hasTickets = plan.can.some(({ way }) => way === 'ticket')
  return (
    <div className={classes.form}>
      <Can plan={plan} format={format} />
      <Cannot plan={plan} format={format} />
      {isTooMany && (
        <Alert color="accent" role="status">
          At most {format.number(MOST_HAND_OFFS)} at once: people answer each of them. Select fewer.
        </Alert>
      )}
      {settings.masked && (
        <Alert color="accent">
          Personal data is hidden now: the summaries hold aliases, and no address can be filled in. Show it to hand off
          many.
        </Alert>
      )}
      {ids.length > 0 && (
        <Stack gap="xs">
          <Select
            label="Priority"
            w={180}
            allowDeselect={false}
            data={PRIORITIES.map((value) => ({ value, label: PRIORITY_WORDS[value] }))}
            value={priority}
            onChange={(value) => setPriority(PRIORITIES.find((one) => one === value) ?? 'normal')}
          />
          {hasTickets && (
            <Checkbox
              label="Pause the agent in them"
              description="It gives no more answers there until you let it. Not where the conversation has ended."
              checked={pause}
              onChange={(event) => setPause(event.currentTarget.checked)}
            />
          )}
          <Text size="xs" className="muted">
            Each gets a summary made from its conversation: what was asked, the last answer, what the customer said
            last. What waits can be changed in Outbox.
          </Text>
        </Stack>
      )}
      <Group justify="flex-end">
        {read !== null && (
          <span role="status" className="muted numbers">
            {format.number(read)} of {format.number(ids.length)} read
          </span>
        )}
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={read !== null}
          disabled={ids.length === 0 || isTooMany || settings.masked}
          onClick={() => void send(ids, { priority, pause })}
        >
          Hand off {format.number(ids.length)}
        </Button>
      </Group>
    </div>
  )
}

function Can({ plan, format }: { readonly plan: HandOffPlan; readonly format: Format }) {
  if (plan.can.length === 0) return <p className={classes.what}>None of these conversations can be handed off.</p>
  return (
    <ul className={classes.plan} aria-label="What will happen">
      {plan.can.map(({ connection, way, conversations }) => (
        <li key={connection}>
          <strong className="numbers">{format.number(conversations.length)}</strong> to <bdi>{connection}</bdi>:{' '}
          {way === 'escalate'
            ? 'a ticket linked to the conversation, which is marked escalated.'
            : 'a ticket as if the customer had written it.'}
        </li>
      ))}
    </ul>
  )
}

function Cannot({ plan, format }: { readonly plan: HandOffPlan; readonly format: Format }) {
  if (plan.cannot.length === 0) return null
  return (
    <section aria-label="Not handed off">
      <Text size="sm" fw={600}>
        Not handed off
      </Text>
      <ul className={classes.plan}>
        {plan.cannot.map(({ why, count, names }) => (
          <li key={why}>
            <strong className="numbers">{format.number(count)}</strong> {why}
            <div className="muted">
              <bdi>{names.join(' · ')}</bdi>
              {count > names.length && ` and ${format.number(count - names.length)} more`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Choice = Pick<HandOff, 'priority' | 'pause'>

/** Reads each conversation for its summary, then sends all at once. `read`: how many were read; null: nothing is under way. */
function useSendMany(format: Format, onDone: () => void) {
  const { ask } = useReviewer()
  const { offer } = useUndo()
  const [read, setRead] = useState<number | null>(null)
  const send = async (ids: readonly number[], { priority, pause }: Choice) => {
    try {
      const reviewer = await ask()
      if (reviewer === null) return
      const handOffs: { conversationId: number; handOff: HandOff }[] = []
      for (const conversationId of ids) {
        setRead(handOffs.length)
        const start = await startOfHandOff(conversationId, format.long)
        const email = start.email !== null && isEmail(start.email) ? start.email : null
        handOffs.push({ conversationId, handOff: { ...start, email, priority, pause: start.pause && pause } })
      }
      offer(await call('outbox.handOffMany', { handOffs, reviewer }))
      onDone()
    } catch (error) {
      showError(error)
    } finally {
      setRead(null)
    }
  }
  return { send, read }
}
