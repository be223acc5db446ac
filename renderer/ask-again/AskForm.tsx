// Which questions are put to which agent, said with their number before any credit is spent; then the progress, with a cancel.
import { Alert, Button, Checkbox, Select, Textarea } from '@mantine/core'
import { IconMessageForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { AskResult, AskSubject } from '../../shared/ask-again'
import { call, cancelJob } from '../api'
import type { Target } from '../connections/targets'
import { showError } from '../notify'
import { JobProgress } from '../sources/JobProgress'
import { counted } from '../transcript/words'
import classes from './ask-again.module.css'
import { resultWords } from './words'

interface AskFormProps {
  readonly about: AskSubject
  readonly questions: readonly string[]
  readonly targets: readonly Target[]
  readonly likely: Target | undefined
}

const keyOf = ({ connectionId, agentId }: Target) => `${connectionId}/${agentId}`

export function AskForm({ about, questions, targets, likely }: AskFormProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [own, setOwn] = useState(questions.length === 1 ? (questions[0] ?? '') : '')
  const [chosen, setChosen] = useState(likely ? keyOf(likely) : null)
  const [callId, setCallId] = useState<string | null>(null)
  const [result, setResult] = useState<AskResult | null>(null)
  const target = targets.find((one) => keyOf(one) === chosen)
  const isOne = questions.length <= 1
  const asking = isOne ? [own.trim()].filter(Boolean) : questions.filter((question) => !left.has(question))
  const ask = async () => {
    if (!target) return
    const id = crypto.randomUUID()
    setCallId(id)
    setResult(null)
    try {
      const { connectionId, agentId } = target
      setResult(await call('connections.ask', { connectionId, agentId, about, questions: asking }, { callId: id }))
    } catch (error) {
      showError(error)
    } finally {
      setCallId(null)
    }
  }
  return (
    <section className={classes.form} aria-label="Questions to ask">
      {isOne ? (
        <Textarea
          label="Question"
          autosize
          maxRows={6}
          maxLength={8_000}
          value={own}
          disabled={callId !== null}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      ) : (
        <Checkbox.Group
          label="Questions"
          value={questions.filter((question) => !left.has(question))}
          onChange={(kept) => setLeft(new Set(questions.filter((question) => !kept.includes(question))))}
        >
          <div className={classes.questions}>
            {[...new Set(questions)].map((question) => (
              <Checkbox key={question} value={question} label={<bdi>{question}</bdi>} disabled={callId !== null} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <div className={classes.ask}>
        <Select
          label="Agent"
          className={classes.agent}
          allowDeselect={false}
          disabled={callId !== null}
          data={targets.map((one) => ({ value: keyOf(one), label: one.label }))}
          value={chosen}
          onChange={setChosen}
        />
        <p className={classes.cost}>
          {asking.length === 0
            ? 'Choose at least one question.'
            : `This puts ${counted(asking.length, 'question')} to the agent. Each costs credits on the platform and leaves a conversation there, which stays out of your statistics.`}
        </p>
        {callId === null ? (
          <Button
            leftSection={<IconMessageForward size={15} />}
            disabled={asking.length === 0 || !target || target.paused !== null}
            onClick={() => void ask()}
          >
            Ask {counted(asking.length, 'question')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => cancelJob(callId)}>
            Cancel
          </Button>
        )}
      </div>
      {target?.paused && (
        <Alert color="red" role="alert">
          {target.paused}
        </Alert>
      )}
      {callId !== null && <JobProgress callId={callId} label="Asking again" />}
      {result && (
        <Alert
          color={result.stopped === null && result.refused === 0 ? 'green' : 'red'}
          role="status"
          aria-label="Result"
        >
          {resultWords(result)}
        </Alert>
      )}
    </section>
  )
}
