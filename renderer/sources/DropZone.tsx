// Where files and folders are dropped, with buttons for whoever does not drag.
import { Button, Group } from '@mantine/core'
import { IconFileImport, IconFolderOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { call } from '../api'
import { showError } from '../notify'
import classes from './sources.module.css'

export function DropZone({ onFiles }: { onFiles(files: readonly string[]): void }) {
  const [over, setOver] = useState(false)
  const choose = (folders: boolean) => {
    call('dialogs.filesToImport', { folders }).then((files) => {
      if (files.length > 0) onFiles(files)
    }, showError)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a mouse's way; the buttons inside are everybody's
    <div
      className={classes.dropZone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        const files = droppedFiles(event.dataTransfer)
        if (files.length > 0) onFiles(files)
      }}
    >
      <IconFileImport size={34} stroke={1.3} aria-hidden />
      <p className={classes.dropTitle}>Drop files or folders here</p>
      <p className="muted">
        Exports of conversations as JSON, JSON Lines, CSV or TSV, also zipped. The app looks at what is inside and tells
        what it found before anything is imported.
      </p>
      <Group gap="xs" justify="center">
        <Button leftSection={<IconFileImport size={16} />} onClick={() => choose(false)} data-autofocus>
          Choose files
        </Button>
        <Button variant="default" leftSection={<IconFolderOpen size={16} />} onClick={() => choose(true)}>
          Choose a folder
        </Button>
      </Group>
    </div>
  )
}

/** Paths of what was dropped; things that are no files (text, pictures of a page) have none. */
export function droppedFiles(dropped: DataTransfer): readonly string[] {
  return [...dropped.files].map((file) => window.bridge.pathOf(file)).filter((path) => path !== '')
}
