// Acts on everything that is selected: each says first how many it will change, and is one line of History.
import { Autocomplete, CloseButton, Select, Text } from '@mantine/core'
import { IconBug, IconChecklist, IconFlag, IconTag, IconTagOff } from '@tabler/icons-react'
import { useState } from 'react'
import { REVIEW_STATES, type ResultSet } from '../../shared/domain'
import type { BulkAct } from '../../shared/review'
import { call, useContract } from '../api'
import { commandHint, useCommands } from '../commands'
import { REVIEW_WORDS } from '../components/words'
import type { Selection } from '../conversations/list-grid'
import { HandOffMany } from '../hand-off/HandOffMany'
import { type ShownWords, useShown } from '../shown-words'
import { BulkDelete } from './BulkDelete'
import { BulkForm, type Selected } from './BulkForm'
import classes from './bulk.module.css'
import { rankIssues } from './rank-issues'

export function BulkBar({ selection, resultSet }: { readonly selection: Selection; readonly resultSet: ResultSet }) {
  const { run } = useCommands()
  const count = selection.all ? resultSet.total : selection.ids.length
  // One row is only the one that is being read.
  if (count < 2 && !selection.all) return null
  const selected: Selected = {
    count,
    ids: () => (selection.all ? call('conversations.ids', { resultSet: resultSet.id }) : Promise.resolve(selection.ids))
  }
  return (
    <section aria-label="Selection" className={classes.bar}>
      <Text size="xs" className="numbers" fw={600}>
        {count.toLocaleString()} selected
      </Text>
      <TagAct selected={selected} kind="tag" />
      <TagAct selected={selected} kind="untag" />
      <StateAct selected={selected} />
      <FlagAct selected={selected} />
      <IssueAct selected={selected} />
      <HandOffMany selected={selected} />
      <BulkDelete selected={selected} />
      <CloseButton
        size="sm"
        className={classes.none}
        aria-label="Select none"
        title={commandHint('list.selectNone')}
        onClick={() => {
          run('list.selectNone')
          run('list.focus')
        }}
      />
    </section>
  )
}

function TagAct({ selected, kind }: { readonly selected: Selected; readonly kind: 'tag' | 'untag' }) {
  const [text, setText] = useState('')
  const tags = useContract('tags.list', undefined, { tables: ['review'] })
  const names = (tags.data ?? []).map(({ name }) => name)
  const shown = useShown()
  const tag = tagMeant(text.trim(), names, shown)
  return (
    <BulkForm
      label={kind === 'tag' ? 'Tag' : 'Remove tag'}
      icon={kind === 'tag' ? <IconTag size={13} /> : <IconTagOff size={13} />}
      selected={selected}
      act={tag === '' ? null : { kind, tag }}
      onDone={() => setText('')}
    >
      <Autocomplete
        aria-label={kind === 'tag' ? 'Tag to add' : 'Tag to remove'}
        placeholder="Tag"
        maxLength={60}
        data-autofocus
        limit={8}
        comboboxProps={{ withinPortal: false }}
        // What is typed already need not be offered: it would only hide the button.
        data={[...new Set(names.map(shown))].filter((name) => name !== text.trim())}
        value={text}
        onChange={setText}
      />
    </BulkForm>
  )
}

/** The tag of this name; where names are masked, the only one that is shown so. */
function tagMeant(text: string, names: readonly string[], shown: ShownWords): string {
  const [only, ...others] = names.includes(text) ? [] : names.filter((name) => shown(name) === text)
  return only !== undefined && others.length === 0 ? only : text
}

function StateAct({ selected }: { readonly selected: Selected }) {
  const [state, setState] = useState<(typeof REVIEW_STATES)[number] | null>(null)
  return (
    <BulkForm
      label="Set review state"
      icon={<IconChecklist size={13} />}
      selected={selected}
      act={state && { kind: 'set-state', state }}
    >
      <Select
        aria-label="Review state"
        placeholder="Review state"
        data-autofocus
        comboboxProps={{ withinPortal: false }}
        data={REVIEW_STATES.map((value) => ({ value, label: REVIEW_WORDS[value] }))}
        value={state}
        onChange={(value) => setState(REVIEW_STATES.find((one) => one === value) ?? null)}
      />
    </BulkForm>
  )
}

function FlagAct({ selected }: { readonly selected: Selected }) {
  return <BulkForm label="Flag" icon={<IconFlag size={13} />} selected={selected} act={{ kind: 'flag' }} />
}

function IssueAct({ selected }: { readonly selected: Selected }) {
  const [text, setText] = useState('')
  const issues = useContract('issues.list', undefined, { tables: ['review'] })
  const title = text.trim()
  const same = issues.data?.find((issue) => issue.state === 'open' && issue.title === title)
  const act: BulkAct | null =
    title === '' ? null : same ? { kind: 'attach-issue', issue: same.id } : { kind: 'open-issue', title }
  return (
    <BulkForm
      label={same || title === '' ? 'Add to issue' : 'Open issue with'}
      icon={<IconBug size={13} />}
      selected={selected}
      act={act}
      onDone={() => setText('')}
    >
      <Autocomplete
        aria-label="Issue"
        placeholder="Title of an issue"
        maxLength={200}
        data-autofocus
        limit={8}
        comboboxProps={{ withinPortal: false }}
        data={[...new Set(rankIssues(issues.data ?? [], text, '').map((issue) => issue.title))].filter(
          (one) => one !== title
        )}
        filter={({ options }) => options}
        value={text}
        onChange={setText}
      />
    </BulkForm>
  )
}
