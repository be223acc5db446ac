// "Export" over the list: what it shows, what is selected, an agent's everything, or all.
import { IconDownload } from '@tabler/icons-react'
import { EVERYTHING } from '../../shared/query/query'
import { useContract } from '../api'
import { commandHint, useCommand } from '../commands'
import { ToolButton } from '../components/ToolButton'
import type { Selection } from '../conversations/list-grid'
import type { OpenedQuery } from '../conversations/result-source'
import { type ExportChoice, openExport } from './export-dialog-state'

interface ExportButtonProps {
  readonly opened: OpenedQuery | null
  readonly selection: Selection
  /** The query on screen is not the one that is written. */
  readonly disabled: boolean
  readonly active: boolean
}

/** With more agents than this, one is chosen in the sidebar or by the query. */
const MOST_AGENTS = 6

export function ExportButton({ opened, selection, disabled, active }: ExportButtonProps) {
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const open = () => {
    if (!opened) return
    const { total, of } = opened.resultSet
    const list: ExportChoice = { label: 'The list', query: opened.query, ids: null, count: total }
    const selected: ExportChoice[] =
      !selection.all && selection.ids.length > 0
        ? [{ label: 'The selection', query: opened.query, ids: selection.ids, count: selection.ids.length }]
        : []
    const agents = info.data?.agents ?? []
    const byAgent: ExportChoice[] =
      agents.length > 1 && agents.length <= MOST_AGENTS
        ? agents.map(({ id, name, conversations }) => ({
            label: `Everything of ${name}`,
            query: { ...EVERYTHING, agentId: id },
            ids: null,
            count: conversations
          }))
        : []
    const all = info.data?.conversations ?? of
    const everything: ExportChoice[] =
      all > total ? [{ label: 'The whole workspace', query: EVERYTHING, ids: null, count: all }] : []
    const [first = list, ...rest] = [...selected, list, ...byAgent, ...everything]
    openExport({ choices: [first, ...rest] })
  }
  const canOpen = opened !== null && !disabled
  useCommand('export.open', open, active && canOpen)
  return (
    <ToolButton
      label="Export"
      icon={<IconDownload size={14} />}
      title={commandHint('export.open')}
      disabled={!canOpen}
      onClick={open}
    />
  )
}
