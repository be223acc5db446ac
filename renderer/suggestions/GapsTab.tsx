// Knowledge gaps: what the agent does not know, the most valuable gap first, with the questions people really asked.
import { Button, SegmentedControl, Slider, Tooltip } from '@mantine/core'
import { IconBulb, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { SIMILARITY, type Suggestion, type SuggestionList, THRESHOLDS, type Threshold } from '../../shared/improve'
import { call } from '../api'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { showError, showMessage } from '../notify'
import { SuggestionDetail } from './SuggestionDetail'
import { Behind, SuggestionTable } from './SuggestionTable'
import classes from './suggestions.module.css'
import { suggestionsCsv } from './suggestions-csv'
import { useComputed } from './use-computed'
import { useDecisions } from './use-decisions'
import { Working } from './Working'
import { THRESHOLD_WORDS } from './words'

export function GapsTab() {
  const { query } = useCurrentQuery()
  const [threshold, setThreshold] = useState<Threshold>('balanced')
  const [similarity, setSimilarity] = useState<number>(SIMILARITY.default)
  const [showDismissed, setShowDismissed] = useState(false)
  const state = useComputed('suggestions', { threshold, similarity, agentId: query.agentId })
  const { list } = state
  return (
    <>
      <header className={classes.head}>
        <Summary list={list} />
        <Tooltip label={THRESHOLD_WORDS[threshold]} multiline w={280}>
          <SegmentedControl
            aria-label="Threshold"
            value={threshold}
            onChange={(value) => {
              const chosen = THRESHOLDS.find((one) => one === value)
              if (chosen) setThreshold(chosen)
            }}
            data={[
              { value: 'strict', label: 'Strict' },
              { value: 'balanced', label: 'Balanced' },
              { value: 'cautious', label: 'Cautious' }
            ]}
          />
        </Tooltip>
        <SimilaritySlider value={similarity} onChange={setSimilarity} />
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          disabled={!list || list.suggestions.length === 0}
          onClick={() => list && void exportCsv(list)}
        >
          Export CSV
        </Button>
      </header>
      <Working
        {...state}
        method="suggestions.compute"
        words={{ stopped: 'Finding suggestions was stopped.', again: 'Find suggestions' }}
      />
      {list && (
        <Groups
          list={list}
          showDismissed={showDismissed}
          onShowDismissed={setShowDismissed}
          key={String(showDismissed)}
        />
      )}
    </>
  )
}

/** Computes when the hand lets go, not at every step on the way. */
function SimilaritySlider({ value, onChange }: { readonly value: number; onChange(value: number): void }) {
  const [shown, setShown] = useState(value)
  return (
    <div className={classes.slider}>
      <span className={classes.sliderLabel}>Similarity {Math.round(shown * 100)} %</span>
      <Slider
        size="sm"
        label={null}
        thumbLabel="Similarity: how alike questions of one group must be"
        min={SIMILARITY.min}
        max={SIMILARITY.max}
        step={SIMILARITY.step}
        value={shown}
        onChange={setShown}
        onChangeEnd={onChange}
      />
    </div>
  )
}

function Summary({ list }: { readonly list: SuggestionList | null }) {
  const format = useFormat()
  if (!list) return null
  const share = list.questions === 0 ? 0 : (list.weakAnswers / list.questions) * 100
  return (
    <p className={classes.summary} role="status" aria-label="Suggestions summary">
      {format.number(list.weakAnswers)} of {format.number(list.questions)} questions were answered weakly (
      {share.toFixed(1)} %), in {format.number(list.groups)} {list.groups === 1 ? 'group' : 'groups'} from{' '}
      <Behind
        list={list.id}
        suggestionKey={null}
        name="all suggestions"
        of="all"
        value={list.weakConversations}
        words="Conversations"
      >
        {format.number(list.weakConversations)} {list.weakConversations === 1 ? 'conversation' : 'conversations'}
      </Behind>
      .
      {list.groups > list.suggestions.length &&
        ` The ${format.number(list.suggestions.length)} most valuable are shown.`}
      {list.isPartial && ' Older questions were left out: only the newest are looked at.'}
    </p>
  )
}

function Groups({
  list,
  showDismissed,
  onShowDismissed
}: {
  readonly list: SuggestionList
  readonly showDismissed: boolean
  onShowDismissed(show: boolean): void
}) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const decisions = useDecisions(list.id)
  const rows = showDismissed ? list.dismissed : list.suggestions
  const shown = rows.find((row) => row.key === chosen) ?? rows[0]
  const markedRows = rows.filter((row) => marked.has(row.key))
  const merge = async (suggestions: readonly Suggestion[]) => {
    if (await decisions.merge(suggestions)) setMarked(new Set())
  }
  if (rows.length === 0 && !showDismissed && list.dismissed.length === 0)
    return <Nothing isEmpty={list.questions === 0} />
  return (
    <>
      <div className={classes.actions}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={markedRows.length < 2}
          onClick={() => void merge(markedRows)}
        >
          Merge {markedRows.length > 1 ? markedRows.length : ''} marked
        </Button>
        <Button
          size="compact-xs"
          variant={showDismissed ? 'light' : 'subtle'}
          aria-pressed={showDismissed}
          disabled={list.dismissed.length === 0 && !showDismissed}
          onClick={() => onShowDismissed(!showDismissed)}
        >
          Dismissed ({list.dismissed.length})
        </Button>
      </div>
      <div className={classes.split}>
        <SuggestionTable
          list={list.id}
          rows={rows}
          chosen={shown?.key ?? null}
          marked={marked}
          onChoose={setChosen}
          onMark={(key) => setMarked(toggled(marked, key))}
        />
        {shown && <SuggestionDetail key={shown.key} list={list.id} suggestion={shown} decisions={decisions} />}
      </div>
    </>
  )
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

function Nothing({ isEmpty }: { readonly isEmpty: boolean }) {
  return (
    <div className={classes.empty}>
      <IconBulb size={30} stroke={1.3} aria-hidden />
      <p>{isEmpty ? 'No questions yet.' : 'No weak answers at this threshold.'}</p>
      <p className="muted">
        {isEmpty
          ? 'Import conversations first: suggestions are found in what customers asked and how the agent answered.'
          : 'Choose a more cautious threshold to see answers that were only somewhat unsure.'}
      </p>
    </div>
  )
}

async function exportCsv(list: SuggestionList): Promise<void> {
  try {
    const saved = await call('files.saveText', {
      title: 'Export suggestions',
      name: 'suggestions.csv',
      text: suggestionsCsv(list.suggestions)
    })
    if (saved) showMessage(`Saved ${list.suggestions.length.toLocaleString()} suggestions.`)
  } catch (error) {
    showError(error)
  }
}
