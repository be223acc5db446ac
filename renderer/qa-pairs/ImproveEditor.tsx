// The editor of a Q&A pair: question variants and the answer on the left; on the right what it covers and what it replaces.
import { Alert, Button, Checkbox, Menu, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import type { PreparedDraft, QaDraft, QaState } from '../../shared/improve'
import { useContract } from '../api'
import { useShown } from '../shown-words'
import { MarkdownText } from '../transcript/MessageText'
import { useSettings } from '../use-settings'
import { CoveragePanel } from './CoveragePanel'
import { ImproveFoot } from './ImproveFoot'
import { useImprove } from './improve'
import classes from './improve.module.css'
import { OutcomePanel } from './OutcomePanel'
import { QuestionVariants } from './QuestionVariants'
import { useSavedDraft } from './use-saved-draft'
import { WeakAnswer } from './WeakAnswer'
import { STATE_WORDS } from './words'

export interface ImproveEditorProps {
  readonly start: { readonly id: number | null; readonly draft: QaDraft; readonly state: QaState }
  readonly prepared: PreparedDraft | null
}

export function ImproveEditor({ start, prepared }: ImproveEditorProps) {
  const saved = useSavedDraft(start)
  const { draft, change } = saved
  return (
    <div className={classes.editor}>
      <div className={classes.write}>
        <ExistingDrafts existing={prepared?.existing ?? []} ownId={saved.id} />
        <QuestionVariants questions={draft.questions} onChange={(questions) => change({ questions: [...questions] })} />
        <AnswerField answer={draft.answer} onChange={(answer) => change({ answer })} />
        <div className={classes.row}>
          <Checkbox
            label="Pin as high priority"
            checked={draft.isPinned}
            onChange={(event) => change({ isPinned: event.currentTarget.checked })}
          />
          <AgentSelect agentId={draft.agentId} onChange={(agentId) => change({ agentId })} />
          <TextInput
            label="Name"
            className={classes.name}
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
        <ImproveFoot saved={saved} />
      </div>
      <div className={classes.look}>
        <CoveragePanel questions={draft.questions} agentId={draft.agentId} pairId={saved.id} />
        <WeakAnswer replaces={draft.replaces} answer={draft.answer} prepared={prepared} />
        <OutcomePanel pairId={saved.id} />
      </div>
    </div>
  )
}

/** Where a draft for the same answer was begun before, it is offered instead of a second one. */
function ExistingDrafts({
  existing,
  ownId
}: {
  readonly existing: PreparedDraft['existing']
  readonly ownId: number | null
}) {
  const { open } = useImprove()
  if (existing.length === 0 || ownId !== null) return null
  return (
    <Alert color="accent" className={classes.existing}>
      This answer already has {existing.length === 1 ? 'a pair' : 'pairs'}:
      {existing.map(({ id, name, state }) => (
        <Button key={id} size="compact-xs" variant="light" onClick={() => open({ kind: 'pair', id })}>
          {name || 'Untitled'} ({STATE_WORDS[state].toLowerCase()})
        </Button>
      ))}
    </Alert>
  )
}

function AnswerField({ answer, onChange }: { readonly answer: string; onChange(answer: string): void }) {
  const [view, setView] = useState('write')
  const { settings, change } = useSettings()
  const templates = settings.answerTemplates
  const shown = useShown()
  return (
    <div>
      <div className={classes.answerHead}>
        <span className={classes.label}>Answer</span>
        <SegmentedControl
          aria-label="Answer view"
          size="xs"
          value={view}
          onChange={setView}
          data={[
            { value: 'write', label: 'Write' },
            { value: 'preview', label: 'Preview' }
          ]}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-xs" variant="subtle" leftSection={<IconTemplate size={14} />}>
              Templates
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {templates.map((template) => (
              <Menu.Item key={template} onClick={() => onChange(answer === '' ? template : `${answer}\n\n${template}`)}>
                <span className={classes.template}>{shown(template.split('\n')[0] ?? '')}</span>
              </Menu.Item>
            ))}
            {templates.length > 0 && <Menu.Divider />}
            <Menu.Item
              disabled={answer.trim() === '' || templates.includes(answer) || answer.length > 2_000}
              onClick={() => change({ answerTemplates: [...templates, answer].slice(-30) })}
            >
              Keep this answer as a template
            </Menu.Item>
            {templates.includes(answer) && (
              <Menu.Item onClick={() => change({ answerTemplates: templates.filter((one) => one !== answer) })}>
                Forget this template
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      {view === 'write' ? (
        <Textarea
          aria-label="Answer"
          autosize
          minRows={6}
          maxRows={18}
          maxLength={1_000_000}
          placeholder="The exact answer the agent shall give. Markdown."
          value={answer}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <section className={classes.preview} aria-label="Preview of the answer">
          {answer.trim() === '' ? (
            <span className="muted">Nothing written yet.</span>
          ) : (
            <MarkdownText text={answer} find={null} />
          )}
        </section>
      )}
    </div>
  )
}

function AgentSelect({ agentId, onChange }: { readonly agentId: number | null; onChange(id: number | null): void }) {
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const agents = info.data?.agents ?? []
  const shown = useShown()
  return (
    <Select
      label="Agent"
      placeholder="Any"
      clearable
      data={agents.map((agent) => ({ value: String(agent.id), label: shown(agent.name) }))}
      value={agentId === null ? null : String(agentId)}
      onChange={(value) => onChange(value === null ? null : Number(value))}
    />
  )
}
