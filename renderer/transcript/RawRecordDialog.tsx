// The record as the source gave it, word for word, for whoever doubts what the transcript shows.
import { Alert, Button, Code, Group, Loader, Modal, ScrollArea } from '@mantine/core'
import { call, useContract } from '../api'
import { showError, showMessage } from '../notify'

/** Shown at most, in UTF-16 units; copying takes all of it. */
const SHOWN = 400_000

export function RawRecordDialog({
  conversationId,
  opened,
  onClose
}: {
  readonly conversationId: number
  readonly opened: boolean
  onClose(): void
}) {
  const raw = useContract('transcript.raw', { conversationId }, { enabled: opened, tables: ['conversation'] })
  const text = raw.data ?? null
  return (
    <Modal opened={opened} onClose={onClose} title="Raw record" size="xl">
      {raw.isPending && <Loader size="sm" aria-label="Reading the raw record" />}
      {raw.error && (
        <Alert color="red" role="alert">
          {raw.error.message}
        </Alert>
      )}
      {raw.isSuccess && text === null && <p className="muted">The source kept no record of this conversation.</p>}
      {text !== null && (
        <>
          <ScrollArea.Autosize mah="60vh" type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Raw record' }}>
            <Code block dir="auto">
              {readable(text)}
            </Code>
          </ScrollArea.Autosize>
          <Group justify="flex-end" mt="sm">
            <Button
              variant="default"
              onClick={() => {
                call('clipboard.write', { text }).then(() => showMessage('Raw record copied.'), showError)
              }}
            >
              Copy
            </Button>
          </Group>
        </>
      )}
    </Modal>
  )
}

/** JSON with line breaks; numbers beyond 2^53 would change by parsing, so such a record is shown as it is. */
function readable(text: string): string {
  const cut = (whole: string) => (whole.length > SHOWN ? `${whole.slice(0, SHOWN)}\n… (cut; copy takes all)` : whole)
  if (/\d{16}/.test(text) || text.length > SHOWN) return cut(text)
  try {
    return cut(JSON.stringify(JSON.parse(text), null, 2))
  } catch {
    return cut(text)
  }
}
