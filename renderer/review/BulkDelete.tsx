// Deletes the selection from the workspace: says how many, names those people worked on first, and can be undone.
import { Radio, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useContract } from '../api'
import { useCommands } from '../commands'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { BulkForm, type Selected } from './BulkForm'
import classes from './bulk.module.css'

export function BulkDelete({ selected }: { readonly selected: Selected }) {
  const [keepAnnotated, setKeepAnnotated] = useState(true)
  const { conversationId, openConversation } = useNavigation()
  const { run } = useCommands()
  return (
    <BulkForm
      label="Delete"
      icon={<IconTrash size={13} />}
      selected={selected}
      act={{ kind: 'delete', keepAnnotated }}
      words={deletionWords}
      isDangerous
      onDone={(ids) => {
        if (conversationId !== null && ids.includes(conversationId)) openConversation(null)
        run('list.selectNone')
      }}
    >
      {(ids) => (
        <Stack gap={6} maw={360}>
          <Text size="xs">
            They leave this workspace, with all that was added to them. Undo brings them back; a platform keeps its own,
            and a sync or an import may bring them in again.
          </Text>
          <Annotated ids={ids} keep={keepAnnotated} onKeep={setKeepAnnotated} />
        </Stack>
      )}
    </BulkForm>
  )
}

interface AnnotatedProps {
  readonly ids: readonly number[]
  readonly keep: boolean
  onKeep(keep: boolean): void
}

function Annotated({ ids, keep, onKeep }: AnnotatedProps) {
  const format = useFormat()
  const { data } = useContract('conversations.annotated', { conversations: [...ids] }, { tables: ['review'] })
  if (!data || data.total === 0) return null
  const more = data.total - data.names.length
  return (
    <>
      <Text size="xs" fw={600}>
        {data.total === 1
          ? 'Someone worked on one of them:'
          : `Someone worked on ${format.number(data.total)} of them:`}
      </Text>
      <ul className={classes.names} aria-label="Worked on">
        {data.names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two conversations may have one name
          <li key={index} dir="auto">
            {name}
          </li>
        ))}
        {more > 0 && <li className="muted">and {format.number(more)} more</li>}
      </ul>
      <Radio.Group
        aria-label="Those someone worked on"
        value={keep ? 'keep' : 'delete'}
        onChange={(value) => onKeep(value === 'keep')}
      >
        <Stack gap={4}>
          <Radio size="xs" value="keep" label="Keep these" />
          <Radio size="xs" value="delete" label="Delete them too, with notes, tags and verdicts" />
        </Stack>
      </Radio.Group>
    </>
  )
}

function deletionWords(changing: number, count: number): string {
  const kept = count - changing
  const stay = kept === 0 ? '' : ` ${kept.toLocaleString()} ${kept === 1 ? 'stays' : 'stay'}.`
  return `Deletes ${changing.toLocaleString()} of ${count.toLocaleString()} conversations.${stay}`
}
