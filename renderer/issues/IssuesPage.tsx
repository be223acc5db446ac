// Issues: findings with a title that collect conversations; to open, resolve, rename, and read what is behind them.
import { Alert, Button, SegmentedControl, Table, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { IconBug } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Issue } from '../../shared/review'
import { useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { useFormat } from '../components/format'
import { useImprove } from '../qa-pairs/improve'
import { type Act, useActs } from '../review/use-acts'
import { useShowConversations } from '../show-conversations'
import { useSettings } from '../use-settings'
import classes from './issues.module.css'

type Shown = Issue['state'] | 'all'

export function IssuesPage() {
  const issues = useContract('issues.list', undefined, { tables: ['review'] })
  const { act } = useActs()
  const [shown, setShown] = useState<Shown>('open')
  const [editing, setEditing] = useState<Issue | 'new' | null>(null)
  const all = issues.data ?? []
  const listed = all.filter((issue) => shown === 'all' || issue.state === shown)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Issues</h1>
        <SegmentedControl
          aria-label="Which issues"
          data={[
            { value: 'open', label: `Open (${all.filter((one) => one.state === 'open').length})` },
            { value: 'resolved', label: `Resolved (${all.filter((one) => one.state === 'resolved').length})` },
            { value: 'all', label: 'All' }
          ]}
          value={shown}
          onChange={(value) => setShown(value === 'resolved' || value === 'all' ? value : 'open')}
        />
        <Button onClick={() => setEditing('new')}>New issue</Button>
      </header>
      {issues.error && (
        <Alert color="red" role="alert">
          {issues.error.message}
        </Alert>
      )}
      {issues.isSuccess && listed.length === 0 && <NoIssues shown={shown} />}
      {listed.length > 0 && <IssueTable issues={listed} act={act} onEdit={setEditing} />}
      {editing && <IssueDialog issue={editing === 'new' ? null : editing} act={act} onClose={() => setEditing(null)} />}
    </div>
  )
}

function NoIssues({ shown }: { readonly shown: Shown }) {
  return (
    <div className={classes.empty}>
      <IconBug size={30} stroke={1.3} aria-hidden />
      <p>{shown === 'resolved' ? 'No issue is resolved yet.' : 'No issue is open.'}</p>
      <p className="muted">
        An issue is a finding with a title, like “wrong return window on sale items”. Press o on a conversation to add
        it to one.
      </p>
    </div>
  )
}

interface IssueTableProps {
  readonly issues: readonly Issue[]
  readonly act: Act
  onEdit(issue: Issue): void
}

function IssueTable({ issues, act, onEdit }: IssueTableProps) {
  const format = useFormat()
  const show = useShowConversations()
  const improve = useImprove()
  const { settings } = useSettings()
  // Saving the pseudonyms would lose what was written.
  const guard = settings.masked ? { disabled: true, title: 'Show personal data to change this issue' } : {}
  const open = (issue: Issue) =>
    show.query({
      version: 1,
      // By number: two issues may have the same title.
      filter: { kind: 'all', of: [{ kind: 'condition', field: 'issue', op: 'is', values: [`#${issue.id}`] }] },
      sort: [],
      agentId: null
    })
  const setState = (issue: Issue) =>
    act({
      kind: 'edit-issue',
      issue: issue.id,
      title: issue.title,
      body: issue.body,
      state: issue.state === 'open' ? 'resolved' : 'open'
    })
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label="Issues" verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Issue</Table.Th>
            <Table.Th className={classes.number}>Conversations</Table.Th>
            <Table.Th>Opened</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {issues.map((issue) => (
            <Table.Tr key={issue.id} data-state={issue.state} className={classes.issue}>
              <Table.Td>
                <div className={classes.title}>{issue.title}</div>
                {issue.body && <div className={`${classes.body} muted`}>{issue.body}</div>}
              </Table.Td>
              <Table.Td className={`${classes.number} numbers`}>
                <UnstyledButton
                  className={classes.link}
                  aria-label={`${format.number(issue.conversations)} conversations of ${issue.title}`}
                  disabled={issue.conversations === 0}
                  onClick={() => open(issue)}
                >
                  {format.number(issue.conversations)}
                </UnstyledButton>
              </Table.Td>
              <Table.Td className="numbers">{format.short(issue.createdAt)}</Table.Td>
              <Table.Td className={classes.number}>
                {issue.conversations > 0 && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => improve.open({ kind: 'issue', issueId: issue.id })}
                  >
                    Improve answer
                  </Button>
                )}{' '}
                <Button {...guard} size="compact-xs" variant="default" onClick={() => void setState(issue)}>
                  {issue.state === 'open' ? 'Resolve' : 'Open again'}
                </Button>{' '}
                <Button {...guard} size="compact-xs" variant="default" onClick={() => onEdit(issue)}>
                  Edit
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface IssueDialogProps {
  readonly issue: Issue | null
  readonly act: Act
  onClose(): void
}

function IssueDialog({ issue, act, onClose }: IssueDialogProps) {
  const [title, setTitle] = useState(issue?.title ?? '')
  const [body, setBody] = useState(issue?.body ?? '')
  const given = title.trim()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (given === '') return
    const done = issue
      ? await act({ kind: 'edit-issue', issue: issue.id, title: given, body, state: issue.state })
      : await act({ kind: 'open-issue', title: given, body })
    if (done) onClose()
  }
  return (
    <Dialog onClose={onClose} title={issue ? 'Edit issue' : 'New issue'}>
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          label="Title"
          data-autofocus
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label="What is wrong, and what would fix it"
          autosize
          minRows={3}
          maxRows={12}
          maxLength={100_000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <Button type="submit" mt="md" disabled={given === ''}>
          {issue ? 'Save' : 'Open issue'}
        </Button>
      </form>
    </Dialog>
  )
}
