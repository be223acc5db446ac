// Starts a review of exactly the list on screen, in its order, or of a seeded sample of it.
import { Button, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ResultSet } from '../../shared/domain'
import { describeQuery } from '../../shared/query/describe-query'
import type { Query } from '../../shared/query/query'
import type { Scorecard } from '../../shared/review'
import { wilson } from '../../shared/wilson'
import { call, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { showError } from '../notify'
import { useFieldWords, useShown } from '../shown-words'
import { useOpenReview } from './use-open-review'

/** More than a person reads in a few days: from here a sample is offered first. */
const MANY = 200
const USUAL_SAMPLE = 120
/** The share the size helper speaks of: near what reviews find. */
const EXAMPLE = 0.15

export interface StartReviewDialogProps {
  readonly query: Query
  readonly resultSet: ResultSet
  onClose(): void
}

export function StartReviewDialog(props: StartReviewDialogProps) {
  const cards = useContract('scorecards.list', undefined, { tables: ['review'] })
  return (
    <Dialog onClose={props.onClose} title="Review these conversations" size="md">
      {cards.data && <StartForm {...props} cards={cards.data} />}
    </Dialog>
  )
}

function StartForm({
  query,
  resultSet,
  onClose,
  cards
}: StartReviewDialogProps & { readonly cards: readonly Scorecard[] }) {
  const { open } = useOpenReview()
  const words = describeQuery(query)
  const { total } = resultSet
  const [name, setName] = useState(words.slice(0, 200))
  const field = useFieldWords(name)
  const shown = useShown()
  const [isSample, setSample] = useState(total > MANY)
  const [size, setSize] = useState(Math.min(USUAL_SAMPLE, total))
  const [seed, setSeed] = useState(() => crypto.getRandomValues(new Uint16Array(1))[0] ?? 1)
  const [cardId, setCardId] = useState(cards.find((card) => card.key === 'default')?.id ?? cards[0]?.id)
  const [starting, setStarting] = useState(false)

  const start = async (event: FormEvent) => {
    event.preventDefault()
    if (cardId === undefined || starting) return
    setStarting(true)
    try {
      const drawn = await call('review.draw', { resultSet: resultSet.id, size: isSample ? size : null, seed })
      const set = await call('review.createSet', {
        name,
        query: JSON.stringify(query),
        queryWords: words,
        scorecardId: cardId,
        population: drawn.population,
        sample:
          drawn.items.length < drawn.population
            ? JSON.stringify({ size, seed, strata: ['confidence band', 'channel'] })
            : null,
        items: [...drawn.items]
      })
      onClose()
      open(set)
    } catch (error) {
      setStarting(false)
      showError(error)
    }
  }
  return (
    <form onSubmit={(event) => void start(event)}>
      <Stack gap="sm">
        <Text size="sm">
          {total.toLocaleString()} conversations. The review keeps exactly these, also when the list changes later.
        </Text>
        <TextInput
          label="Name"
          required
          maxLength={200}
          {...field}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label="How many"
          value={isSample ? 'sample' : 'all'}
          onChange={(value) => setSample(value === 'sample')}
        >
          <Stack gap={6} mt={4}>
            <Radio value="all" label={`All ${total.toLocaleString()}, in the order of the list`} />
            <Radio value="sample" label="A sample, spread over confidence and channel" disabled={total < 2} />
          </Stack>
        </Radio.Group>
        {isSample && (
          <Group align="flex-start" gap="sm">
            <NumberInput
              label="Size"
              w={110}
              min={1}
              max={total}
              allowDecimal={false}
              value={size}
              onChange={(value) => typeof value === 'number' && setSize(Math.max(1, Math.min(total, value)))}
            />
            <NumberInput
              label="Seed"
              description="The same seed gives the same sample."
              inputWrapperOrder={['label', 'input', 'description']}
              w={170}
              min={0}
              max={4_294_967_295}
              allowDecimal={false}
              value={seed}
              onChange={(value) => typeof value === 'number' && setSeed(value)}
            />
            <Text size="xs" className="muted" role="status" flex={1} miw={160} mt={22}>
              {precisionWords(size)}
            </Text>
          </Group>
        )}
        {cards.length > 1 && (
          <Select
            label="Scorecard"
            allowDeselect={false}
            data={cards.map((card) => ({ value: String(card.id), label: shown(card.name) }))}
            value={String(cardId)}
            onChange={(value) => value !== null && setCardId(Number(value))}
          />
        )}
        <Group justify="flex-end">
          {/* Enter starts: the keys were r, then Enter. */}
          <Button type="submit" data-autofocus ref={focusNow} loading={starting} disabled={name.trim() === ''}>
            Start review
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The dialog gives the focus away before the form is there. */
function focusNow(button: HTMLButtonElement | null): void {
  button?.focus()
}

/** What a sample of `n` can tell: "±6.4 points". Wilson's interval at a share of 15 %. */
export function precisionWords(n: number): string {
  const { low, high } = wilson(EXAMPLE * n, n)
  const half = ((high - low) / 2) * 100
  const percent = (share: number) => Math.round(share * 100)
  return `If 15 % are wrong, ${n.toLocaleString()} will say ${percent(low)}–${percent(high)} % (±${half.toFixed(1)} points, 95 % sure).`
}
