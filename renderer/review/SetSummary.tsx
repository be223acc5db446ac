// What a review found: one sentence, then every number with its interval; each number leads to its conversations.
import { Button, Group, Table, Text, UnstyledButton } from '@mantine/core'
import { EVERYTHING } from '../../shared/query/query'
import type { ReviewSet, ReviewSummary, ValueShare } from '../../shared/review-set'
import { call, useContract } from '../api'
import { type ExportChoice, openExport } from '../export/export-dialog-state'
import { useNavigation } from '../navigation'
import { showError, showMessage } from '../notify'
import { useShowConversations } from '../show-conversations'
import { useShown } from '../shown-words'
import { scopeWords } from './ReviewSets'
import classes from './sets.module.css'
import { interval, percent, summarySentence } from './summary-words'
import { useCard } from './use-card'

const STATE_WORDS = [
  ['done', 'Done'],
  ['skipped', 'Skipped'],
  ['declined', 'Declined'],
  ['open', 'Open']
] as const

export function SetSummary({ set }: { readonly set: ReviewSet }) {
  const summary = useContract('review.summary', { reviewSet: set.id }, { tables: ['review'] })
  const card = useCard(set.scorecardId)
  const shown = useShown()
  if (!summary.data || !card) return null
  const sentence = shown(summarySentence(summary.data, card.criteria))
  const copy = () => call('clipboard.write', { text: sentence }).then(() => showMessage('Copied.'), showError)
  return (
    <section aria-label="Summary" className={classes.summary}>
      <p className={classes.sentence}>{sentence}</p>
      <Text size="xs" className="muted">
        {scopeWords(set)}: {shown(set.queryWords)}. {set.sample !== null && 'Shares are weighted back to all of them. '}
        Ranges are 95 % intervals (Wilson).
      </Text>
      <Group gap="xs">
        <Button size="compact-xs" variant="default" onClick={() => void copy()}>
          Copy the sentence
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => openExport({ choices: [exportChoice(set)] })}>
          Export the review
        </Button>
      </Group>
      <States summary={summary.data} />
      {summary.data.criteria
        .filter((criterion) => criterion.values.length > 0)
        .map((criterion) => (
          <Values key={criterion.key} label={criterion.label} values={criterion.values} />
        ))}
    </section>
  )
}

/** As HTML or PDF it is the evidence: question, sample, numbers with intervals, findings, then the conversations. */
function exportChoice({ id, name, total }: ReviewSet): ExportChoice {
  return { label: `Review “${name}”`, query: EVERYTHING, ids: null, count: total, reviewSet: id }
}

function States({ summary }: { readonly summary: ReviewSummary }) {
  const show = useShowConversations()
  const { goTo } = useNavigation()
  return (
    <ul className={classes.numbers} aria-label="Items">
      {STATE_WORDS.map(([state, words]) => (
        <li key={state}>
          <Num
            count={summary.states[state] ?? 0}
            words={words}
            onShow={() => show.ids(summary.conversations[state] ?? [])}
          />
        </li>
      ))}
      <li>
        <Num count={summary.newIssues} words="New issues" onShow={() => goTo('issues')} />
      </li>
      <li>
        <Num count={summary.drafts} words="Drafts" onShow={() => show.ids(summary.draftConversations)} />
      </li>
    </ul>
  )
}

function Num({ count, words, onShow }: { readonly count: number; readonly words: string; onShow(): void }) {
  return (
    <UnstyledButton className={classes.number} disabled={count === 0} onClick={onShow}>
      <strong className="numbers">{count.toLocaleString()}</strong> {words}
    </UnstyledButton>
  )
}

function Values({ label, values }: { readonly label: string; readonly values: readonly ValueShare[] }) {
  const show = useShowConversations()
  return (
    <Table aria-label={label} verticalSpacing={3} className={classes.values}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label}</Table.Th>
          <Table.Th>Share</Table.Th>
          <Table.Th>95 % interval</Table.Th>
          <Table.Th>Conversations</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {values.map((value) => (
          <Table.Tr key={value.value}>
            <Table.Th scope="row" fw={400}>
              {value.value}
            </Table.Th>
            <Table.Td className="numbers">
              <span className={classes.bar} style={{ width: `${value.share * 80}px` }} /> {percent(value.share)}
            </Table.Td>
            <Table.Td className="numbers">{interval(value)}</Table.Td>
            <Table.Td className="numbers">
              <UnstyledButton className={classes.number} onClick={() => show.ids(value.conversations)}>
                {value.conversations.length.toLocaleString()} of {value.n.toLocaleString()} judged
              </UnstyledButton>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
