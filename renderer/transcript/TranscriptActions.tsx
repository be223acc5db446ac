// What can be done with the open conversation: the one before, the one after, copy, raw record, open on the platform, print.
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconCode,
  IconCopy,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconHeadset,
  IconMarkdown,
  IconPrinter
} from '@tabler/icons-react'
import { useState } from 'react'
import type { ConversationDetail, ResultSet } from '../../shared/domain'
import { EVERYTHING } from '../../shared/query/query'
import { call, useContract } from '../api'
import { commandHint } from '../commands'
import { openExport } from '../export/export-dialog-state'
import { openHandOff } from '../hand-off/hand-off-state'
import { showError, showMessage } from '../notify'
import { RawRecordDialog } from './RawRecordDialog'
import { isWebAddress } from './SafeLink'
import classes from './transcript.module.css'
import { transcriptText } from './transcript-text'
import { allMessages } from './use-messages'
import { counted } from './words'

export interface TranscriptActionsProps {
  readonly detail: ConversationDetail
  readonly resultSet: ResultSet | null
  readonly timeZone: string
  onOpen(conversationId: number): void
  onPrint(): void
}

export function TranscriptActions({ detail, resultSet, timeZone, onOpen, onPrint }: TranscriptActionsProps) {
  const [rawOpened, setRawOpened] = useState(false)
  const { id, messageCount } = detail.row
  const url = detail.url !== null && isWebAddress(detail.url) ? detail.url : null

  const copy = async (style: 'text' | 'markdown') => {
    const messages = await allMessages(id, messageCount)
    await call('clipboard.write', { text: transcriptText(detail, messages, timeZone, style) })
    showMessage(`Transcript copied: ${counted(messages.length, 'message')}.`)
  }
  return (
    <>
      {resultSet && <Neighbours conversationId={id} resultSet={resultSet} onOpen={onOpen} />}
      <Tooltip label={commandHint('conversation.handOff')}>
        <ActionIcon aria-label="Hand off" onClick={() => openHandOff({ conversationId: id, entryId: null })}>
          <IconHeadset size={17} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="More actions">
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void copy('text').catch(showError)}>
            Copy transcript as text
          </Menu.Item>
          <Menu.Item leftSection={<IconMarkdown size={15} />} onClick={() => void copy('markdown').catch(showError)}>
            Copy transcript as Markdown
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            onClick={() =>
              openExport({ choices: [{ label: 'This conversation', query: EVERYTHING, ids: [id], count: 1 }] })
            }
          >
            Export this conversation
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={15} />} onClick={onPrint}>
            Print
          </Menu.Item>
          <Menu.Divider />
          {url !== null && (
            <Menu.Item
              leftSection={<IconExternalLink size={15} />}
              onClick={() => void call('links.open', { url }).catch(showError)}
            >
              Open on the platform
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCode size={15} />} disabled={!detail.hasRaw} onClick={() => setRawOpened(true)}>
            Show raw record
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RawRecordDialog conversationId={id} opened={rawOpened} onClose={() => setRawOpened(false)} />
    </>
  )
}

function Neighbours({
  conversationId,
  resultSet,
  onOpen
}: {
  readonly conversationId: number
  readonly resultSet: ResultSet
  onOpen(conversationId: number): void
}) {
  // A result set never changes: the place stays good for as long as it is open.
  const position = useContract('conversations.position', { resultSet: resultSet.id, conversationId }, { tables: [] })
  const at = position.data ?? null
  if (at === null) return null
  const go = (index: number) => {
    call('conversations.at', { resultSet: resultSet.id, index }).then((next) => {
      if (next !== null) onOpen(next)
    }, showError)
  }
  return (
    <>
      <span className={classes.muted}>
        {(at + 1).toLocaleString()} of {resultSet.total.toLocaleString()}
      </span>
      <Tooltip label="Previous conversation">
        <ActionIcon aria-label="Previous conversation" disabled={at === 0} onClick={() => go(at - 1)}>
          <IconChevronUp size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next conversation">
        <ActionIcon aria-label="Next conversation" disabled={at + 1 >= resultSet.total} onClick={() => go(at + 1)}>
          <IconChevronDown size={17} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
