// One question that was asked again: the answer of then beside the answer of now, and what a person makes of it.
import { Button } from '@mantine/core'
import type { AskedAgain, AskVerdict, ComparedAnswer } from '../../shared/ask-again'
import { call } from '../api'
import { useFormat } from '../components/format'
import { showError } from '../notify'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'
import { Citations } from '../transcript/Citations'
import { Confidence } from '../transcript/Confidence'
import { MessageText } from '../transcript/MessageText'
import classes from './ask-again.module.css'

export function AskedAnswer({ asked }: { readonly asked: AskedAgain }) {
  const format = useFormat()
  const { question, agent, askedAt, before, now, credits, words, requestId, outcome } = asked
  const cost = credits === null ? '' : `, ${format.number(credits)} ${credits === 1 ? 'credit' : 'credits'}`
  return (
    <article className={classes.asked} aria-label={`Asked: ${question}`}>
      <header className={classes.head}>
        <bdi className={classes.question}>{question}</bdi>
        <span className="muted" title={format.long(askedAt)}>
          <bdi>{agent}</bdi>, {format.short(askedAt)}
          {cost}
        </span>
      </header>
      {words && (
        <p className={outcome === 'answered' ? 'muted' : classes.bad}>
          {words}
          {requestId && ` (request ${requestId})`}
        </p>
      )}
      <div className={classes.sides}>
        <Side name="Then" answer={before} none="There is no answer of then to compare with." />
        {now && <Side name="Now" answer={now} none="" />}
      </div>
      {now && <Verdict asked={asked} />}
    </article>
  )
}

function Side({
  name,
  answer,
  none
}: {
  readonly name: string
  readonly answer: ComparedAnswer | null
  readonly none: string
}) {
  return (
    <section className={classes.side} aria-label={name}>
      <h3>
        {name}
        {answer &&
          (answer.confidence === null ? (
            <span className="muted">confidence not known</span>
          ) : (
            <Confidence value={answer.confidence} />
          ))}
      </h3>
      {answer ? (
        <>
          <MessageText message={{ role: 'agent', format: 'markdown', text: answer.text }} find={null} />
          {answer.citations === null ? (
            <p className={classes.note}>Citations are not known.</p>
          ) : answer.citations.length === 0 ? (
            <p className={classes.note}>It rested on no source.</p>
          ) : (
            <Citations citations={answer.citations} find={null} />
          )}
        </>
      ) : (
        <p className={classes.note}>{none}</p>
      )}
    </section>
  )
}

const VERDICTS = [
  { verdict: 'fixed', label: 'Fixed', color: 'green' },
  { verdict: 'not fixed', label: 'Not fixed', color: 'red' }
] as const

function Verdict({ asked: { id, verdict, judgedBy } }: { readonly asked: AskedAgain }) {
  const { ask } = useReviewer()
  const { offer } = useUndo()
  const judge = async (given: AskVerdict) => {
    try {
      const reviewer = await ask()
      if (reviewer === null) return
      // A second press takes it back.
      const entry = await call('asked.judge', { id, verdict: given === verdict ? null : given, reviewer })
      if (entry) offer(entry)
    } catch (error) {
      showError(error)
    }
  }
  return (
    <footer className={classes.verdict}>
      {VERDICTS.map((one) => (
        <Button
          key={one.verdict}
          size="xs"
          variant={one.verdict === verdict ? 'light' : 'default'}
          color={one.color}
          aria-pressed={one.verdict === verdict}
          onClick={() => void judge(one.verdict)}
        >
          {one.label}
        </Button>
      ))}
      {verdict !== null && judgedBy && (
        <span className="muted">
          Judged by <bdi>{judgedBy}</bdi>
        </span>
      )}
    </footer>
  )
}
