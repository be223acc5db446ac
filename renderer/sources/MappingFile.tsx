// A mapping as a file: saved for the command line or a colleague, loaded in place of what is on screen.
import { Button, FileButton } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import type { ImportPlan } from '../../shared/import-plan'
import { mappingText, parseMapping } from '../../shared/mapping-file'
import { call } from '../api'
import { showError, showMessage } from '../notify'
import { columnsMissing, type FileAnswer, savedMapping, withMapping } from './file-answers'
import planClasses from './plan.module.css'

/** A mapping names columns and words; a larger file is something else. */
const MOST_BYTES = 10_000_000

export interface MappingFileProps {
  readonly plan: ImportPlan
  readonly answer: FileAnswer
  onChange(change: Partial<FileAnswer>): void
}

export function MappingFile({ plan, answer, onChange }: MappingFileProps) {
  const save = () => {
    const mapping = savedMapping(plan, answer)
    if (!mapping) return
    const name = `${plan.fileName.replace(/\.[^.]*$/, '').slice(0, 150) || 'columns'}.mapping.json`
    call('files.saveText', { title: 'Save the mapping', name, text: mappingText(mapping) }).then((saved) => {
      if (saved) showMessage(`Saved: ${saved.path}`)
    }, showError)
  }
  const load = async (file: File | null) => {
    if (!file) return
    try {
      const mapping = parseMapping(file.size > MOST_BYTES ? '' : await file.text(), file.name)
      const missing = columnsMissing(plan, mapping)
      onChange(withMapping(plan, answer, mapping))
      if (missing.length > 0)
        showMessage(`Left out, for the file has no such columns: ${missing.slice(0, 5).join(', ')}`)
    } catch (thrown) {
      showError(thrown)
    }
  }
  return (
    <div className={planClasses.mappingFile}>
      <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
        Save mapping
      </Button>
      <FileButton
        accept=".json,application/json"
        onChange={(file) => void load(file)}
        inputProps={{ 'aria-label': 'Mapping file' }}
      >
        {(props) => (
          <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={14} aria-hidden />}>
            Load mapping
          </Button>
        )}
      </FileButton>
      <span className="muted">A file for a colleague, or for “import --mapping” on the command line.</span>
    </div>
  )
}
