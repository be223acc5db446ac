// Dialog "Export": which conversations, in which format, with personal data or without; then where to, and how far it is.
import { Alert, Button, Checkbox, Menu, Modal, Radio, Switch, Textarea } from '@mantine/core'
import { useState } from 'react'
import {
  type ExportFormatId,
  type ExportOptions,
  type ExportResult,
  familyOf,
  MOST_PDF_CONVERSATIONS,
  type Residue
} from '../../shared/export'
import { CONVERSATION_COLUMNS, MESSAGE_COLUMNS } from '../../shared/export-columns'
import { call } from '../api'
import { type Format, useFormat } from '../components/format'
import { showError, showUndo } from '../notify'
import { useFieldWords, useShown } from '../shown-words'
import { JobProgress } from '../sources/JobProgress'
import sourceClasses from '../sources/sources.module.css'
import { useSettings, useTimeZone } from '../use-settings'
import { askForName } from '../views/ask-for-name'
import classes from './export.module.css'
import { closeExport, type ExportChoice, type ExportRequest, useExportRequest } from './export-dialog-state'
import { FormatChoice } from './FormatChoice'
import { columnsOf, TableOptionsForm } from './TableOptionsForm'
import { type ExportFlow, useExport } from './use-export'

export function ExportDialog() {
  const request = useExportRequest()
  const timeZone = useTimeZone()
  const flow = useExport(timeZone)
  const close = () => {
    flow.reset()
    closeExport()
  }
  return (
    <Modal
      opened={request !== null}
      onClose={close}
      title="Export"
      // Over a dialog that offers it.
      zIndex={250}
      size="lg"
    >
      {flow.problem !== null && (
        <Alert color="red" role="alert" mb="sm">
          {flow.problem}
        </Alert>
      )}
      {flow.residue.length > 0 && <ResidueAlert found={flow.residue} />}
      {flow.callId !== null ? (
        <Running callId={flow.callId} onCancel={flow.cancel} />
      ) : (
        request && <ExportForm request={request} flow={flow} onClose={close} />
      )}
    </Modal>
  )
}

function Running({ callId, onCancel }: { readonly callId: string; onCancel(): void }) {
  return (
    <>
      <JobProgress callId={callId} label="Export" />
      <p className="muted">You can close this and go on reading; the status bar shows how far it is.</p>
      <div className={sourceClasses.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  )
}

interface ExportFormProps {
  readonly request: ExportRequest
  readonly flow: ExportFlow
  onClose(): void
}

function ExportForm({ request, flow, onClose }: ExportFormProps) {
  const { settings, change } = useSettings()
  const words = useFormat()
  const shown = useShown()
  const [choiceIndex, setChoiceIndex] = useState('0')
  const options = settings.exportOptions
  const set = (more: Partial<ExportOptions>) => change({ exportOptions: { ...options, ...more } })
  const choice = request.choices[Number(choiceIndex)] ?? request.choices[0]
  const isReview = (choice.reviewSet ?? null) !== null
  // Of a review people want the evidence; what they took last for a list says nothing about that.
  const [reviewFormat, setReviewFormat] = useState<ExportFormatId>('pdf')
  const wanted = isReview ? reviewFormat : options.format
  const format = wanted === 'pdf' && choice.count > MOST_PDF_CONVERSATIONS ? 'html' : wanted
  const setFormat = (id: ExportFormatId) => (isReview ? setReviewFormat(id) : set({ format: id }))
  const family = familyOf(format).extension
  const isTable = family === 'csv' || family === 'xlsx'
  const isPage = family === 'html' || family === 'pdf'
  const columns = familyOf(format).rows.message === format ? MESSAGE_COLUMNS : CONVERSATION_COLUMNS

  const start = () => {
    const chosen = options.csv.columns === null || !isTable ? null : [...columnsOf(options.csv, columns)]
    flow.start(choice, { ...options, format, csv: { ...options.csv, columns: chosen } }, (result, target) => {
      tellDone(result, target, words)
      onClose()
    })
  }
  return (
    <>
      {request.choices.length > 1 && (
        <Radio.Group label="Conversations" value={choiceIndex} onChange={setChoiceIndex} mb="md">
          <div className={classes.formats}>
            {request.choices.map((one, i) => (
              <Radio key={one.label} value={String(i)} label={`${shown(one.label)} (${words.number(one.count)})`} />
            ))}
          </div>
        </Radio.Group>
      )}
      <FormatChoice format={format} count={choice.count} onChange={setFormat} />
      {isReview && (
        <p className="muted">
          {isPage
            ? 'Before the conversations stands the evidence: question, sample, numbers with intervals, findings.'
            : 'HTML and PDF have the evidence before the conversations: question, sample, numbers with intervals, findings.'}
        </p>
      )}
      {isTable && (
        <TableOptionsForm
          options={options.csv}
          columns={columns}
          isCsv={family === 'csv'}
          onChange={(more) => set({ csv: { ...options.csv, ...more } })}
        />
      )}
      <RedactionForm options={options} onChange={set} />
      <Checkbox
        mt="xs"
        label="Write a manifest beside the file"
        description="The query in words, period, time zone, counts, version and the file’s hash, as JSON."
        checked={options.manifest}
        onChange={(event) => set({ manifest: event.currentTarget.checked })}
      />
      <div className={sourceClasses.buttons} data-sticky>
        <span role="status" aria-label="What is exported" className="numbers" style={{ marginInlineEnd: 'auto' }}>
          {countWords(choice, words)}
        </span>
        <Presets
          options={{ ...options, format }}
          onChoose={(exportOptions) => {
            setReviewFormat(exportOptions.format)
            change({ exportOptions })
          }}
        />
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={start} disabled={choice.count === 0}>
          Export
        </Button>
      </div>
    </>
  )
}

function RedactionForm({
  options,
  onChange
}: {
  readonly options: ExportOptions
  onChange(more: Partial<ExportOptions>): void
}) {
  const [text, setText] = useState(options.allowed.join('\n'))
  const allowed = useFieldWords(text)
  return (
    <div className={classes.section}>
      <Switch
        label="Replace personal data with pseudonyms"
        description="Names, e-mail addresses, phone, card, account and order numbers; the same person has the same pseudonym everywhere. Raw records are left out."
        checked={options.redact}
        onChange={(event) => onChange({ redact: event.currentTarget.checked })}
      />
      {options.redact && (
        <Textarea
          mt="xs"
          label="Leave these as they are"
          description="One a line: the shop’s own addresses and numbers."
          autosize
          minRows={2}
          maxRows={6}
          {...allowed}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => {
            allowed.onBlur()
            onChange({ allowed: linesOf(text) })
          }}
        />
      )}
    </div>
  )
}

/** What may be allowed: at least three characters, or it would let everything through. */
function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line.length >= 3).slice(0, 500)
}

function Presets({ options, onChoose }: { readonly options: ExportOptions; onChoose(options: ExportOptions): void }) {
  const { settings, change } = useSettings()
  const presets = settings.exportPresets
  const shown = useShown()
  const save = () =>
    askForName('Save as a preset', '', (name) =>
      change({ exportPresets: [...presets.filter((preset) => preset.name !== name), { name, options }].slice(-50) })
    )
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button variant="default">Presets</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presets.map((preset) => (
          <Menu.Item key={preset.name} onClick={() => onChoose(preset.options)}>
            {shown(preset.name)}
          </Menu.Item>
        ))}
        {presets.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={save}>Save as a preset…</Menu.Item>
        {presets.map((preset) => (
          <Menu.Item
            key={preset.name}
            color="red"
            onClick={() => {
              change({ exportPresets: presets.filter((other) => other !== preset) })
              showUndo(`Preset “${preset.name}” removed.`, () => change({ exportPresets: presets }))
            }}
          >
            Remove “{shown(preset.name)}”
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ResidueAlert({ found }: { readonly found: readonly Residue[] }) {
  const shown = useShown()
  return (
    <Alert color="red" role="alert" mb="sm" title="Not exported: personal data would still be in it.">
      Change it at its source, or add what is the shop’s own to “Leave these as they are”.
      <ul className={classes.residue}>
        {found.slice(0, 50).map(({ conversation, place, kind, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two findings can be the same
          <li key={i}>
            “{shown(text)}” ({kind}) in {shown(place)} of conversation {shown(String(conversation))}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function countWords({ count, ids, label }: ExportChoice, format: Format): string {
  const noun = count === 1 ? 'conversation' : 'conversations'
  return `${format.number(count)} ${noun}${ids === null && label === 'The list' ? ', exactly those of the list' : ''}`
}

function tellDone(result: Extract<ExportResult, { kind: 'done' }>, target: string, format: Format): void {
  const noun = result.conversations === 1 ? 'conversation' : 'conversations'
  const name = result.path.split(/[\\/]/).at(-1) ?? result.path
  const cut =
    result.cutCells === 0
      ? ''
      : ` Cells longer than Excel can hold were cut: ${format.number(result.cutCells)}. CSV and JSON have all of them.`
  showUndo(
    `${format.number(result.conversations)} ${noun} exported to “${name}”.${cut}`,
    () => void call('files.showExported', { target }).catch(showError),
    'Show in folder'
  )
}
