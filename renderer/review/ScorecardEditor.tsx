// The editor of a scorecard: its criteria in order. Saving makes a new version; running reviews keep theirs.
import { ActionIcon, Button, Checkbox, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { type Criterion, criterionSchema, type Scorecard } from '../../shared/review'
import { call, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { showError, showMessage } from '../notify'
import { Shown } from '../shown-words'
import { type CardDraft, changed, keyFrom, moved, newCriterion, newDraft, problemOf } from './card-edit'
import classes from './sets.module.css'

const KINDS = [
  { value: 'choice', label: 'Choice of values' },
  { value: 'rating', label: 'Rating from 1 to 5' },
  { value: 'pass', label: 'Pass or fail' },
  { value: 'text', label: 'Text' }
] as const

export function ScorecardEditor({ card, onClose }: { readonly card: Scorecard | null; onClose(): void }) {
  const cards = useContract('scorecards.list', undefined, { tables: ['review'] })
  const [draft, setDraft] = useState<CardDraft>(() => newDraft(card))
  const problem = problemOf(draft)
  const setCriteria = (criteria: readonly Criterion[]) => setDraft({ ...draft, criteria })
  const save = async () => {
    try {
      const key = draft.key || keyFrom(draft.name, cards.data?.map((one) => one.key) ?? [])
      const saved = await call('scorecards.save', { key, name: draft.name.trim(), criteria: [...draft.criteria] })
      showMessage(`Saved: ${saved.name}, version ${saved.version}.`)
      onClose()
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Dialog
      onClose={onClose}
      title={<Shown text={card ? `${card.name}, version ${card.version}` : 'New scorecard'} />}
      size="lg"
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          maxLength={80}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {draft.criteria.map((criterion, index) => (
          <CriterionEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: the key of a new criterion follows its label while one types it
            key={index}
            criterion={criterion}
            number={index + 1}
            onChange={(next) => setCriteria(changed(draft.criteria, index, next, card?.criteria ?? []))}
            onMove={(by) => setCriteria(moved(draft.criteria, index, by))}
            onRemove={() => setCriteria(draft.criteria.filter((_, at) => at !== index))}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={draft.criteria.length >= 30}
            onClick={() => setCriteria([...draft.criteria, newCriterion(draft.criteria)])}
          >
            Add a criterion
          </Button>
        </Group>
        <Group justify="flex-end">
          {problem && (
            <Text size="xs" c="red" role="alert" flex={1}>
              {problem}
            </Text>
          )}
          <Button disabled={problem !== null} onClick={() => void save()}>
            {card ? 'Save as a new version' : 'Save scorecard'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

interface CriterionEditorProps {
  readonly criterion: Criterion
  readonly number: number
  onChange(criterion: Criterion): void
  onMove(by: 1 | -1): void
  onRemove(): void
}

function CriterionEditor({ criterion, number, onChange, onMove, onRemove }: CriterionEditorProps) {
  const set = (part: Partial<Criterion>) => onChange({ ...criterion, ...part })
  return (
    <fieldset className={classes.criterion} aria-label={`Criterion ${number}`}>
      <Group gap={6} align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={`Criterion ${number}`}
          description={`Found by score.${criterion.key}:`}
          inputWrapperOrder={['label', 'input', 'description']}
          maxLength={80}
          value={criterion.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        <Select
          label="Kind"
          w={170}
          allowDeselect={false}
          data={[...KINDS]}
          value={criterion.kind}
          mb={18}
          onChange={(kind) => {
            const next = criterionSchema.shape.kind.safeParse(kind)
            if (next.success) set({ kind: next.data })
          }}
        />
        <Group gap={0} mb={18} wrap="nowrap">
          <ActionIcon aria-label={`Move criterion ${number} up`} onClick={() => onMove(-1)}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Move criterion ${number} down`} onClick={() => onMove(1)}>
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove criterion ${number}`} onClick={onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      </Group>
      {criterion.kind === 'choice' && (
        <TagsInput
          label="Values, the good one first"
          description="At most nine: keys 1 to 9 give them."
          maxTags={9}
          value={[...criterion.options]}
          onChange={(options) => set({ options: options.map((option) => option.slice(0, 80)) })}
        />
      )}
      <TextInput
        mt={6}
        label="Description"
        maxLength={500}
        value={criterion.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Group gap="md" mt={8}>
        <Checkbox
          label="Not applicable is allowed"
          checked={criterion.allowNa}
          onChange={(event) => set({ allowNa: event.currentTarget.checked })}
        />
        <Checkbox
          label="Critical"
          checked={criterion.critical}
          onChange={(event) => set({ critical: event.currentTarget.checked })}
        />
        {criterion.kind !== 'text' && (
          <Checkbox
            label="Comment required when not good"
            checked={criterion.commentRequired}
            onChange={(event) => set({ commentRequired: event.currentTarget.checked })}
          />
        )}
      </Group>
    </fieldset>
  )
}
