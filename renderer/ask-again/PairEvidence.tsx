// Under a pair's state: what asking again has shown, and, where it is live, the way to ask.
import { UnstyledButton } from '@mantine/core'
import type { AskedSummary } from '../../shared/ask-again'
import type { QaPair } from '../../shared/improve'
import { useAskAgain } from './ask-again'
import classes from './ask-again.module.css'
import { evidenceWords } from './words'

export function PairEvidence({ pair, asked }: { readonly pair: QaPair; readonly asked: AskedSummary | undefined }) {
  const { open } = useAskAgain()
  if (pair.state !== 'live' && !asked) return null
  const { id: pairId, conversationId, messageKey, questions, agent } = pair
  const title = questions.find((question) => question.trim() !== '') ?? 'Untitled'
  return (
    <div className={classes.evidence}>
      {asked && <span data-bad={asked.notFixed > 0}>{evidenceWords(asked)}</span>}
      <UnstyledButton
        className={classes.link}
        aria-label={asked ? `Show answers to ${title}` : `Ask again ${title}`}
        onClick={() => open({ about: { pairId, conversationId, messageKey }, questions, agent })}
      >
        {asked ? 'Show answers' : 'Ask again'}
      </UnstyledButton>
    </div>
  )
}
