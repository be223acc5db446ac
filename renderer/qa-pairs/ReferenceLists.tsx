// Q&A lists that the agent already has: imported so that drafts are compared with them, never changed, never sent.
import { CloseButton } from '@mantine/core'
import { useCallback } from 'react'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { useShown } from '../shown-words'
import classes from './qa-pairs.module.css'

/** Asks for a file and imports it. */
export function useImportReference(): () => Promise<void> {
  return useCallback(async () => {
    try {
      const [path] = await call('dialogs.filesToImport', { folders: false })
      if (path === undefined) return
      const { list, pairs } = await call('qa.importReference', { path })
      showMessage(
        `${pairs.toLocaleString()} Q&A ${pairs === 1 ? 'pair' : 'pairs'} of “${list}” are compared with drafts.`
      )
    } catch (error) {
      showError(error)
    }
  }, [])
}

export function ReferenceLists() {
  const format = useFormat()
  const shown = useShown()
  const lists = useContract('qa.references', undefined, { tables: ['improve'] })
  if (!lists.data || lists.data.length === 0) return null
  return (
    <ul className={classes.references} aria-label="Lists to compare with">
      {lists.data.map(({ list, pairs }) => (
        <li key={list}>
          Compared with <bdi>{shown(list)}</bdi> ({format.number(pairs)})
          <CloseButton
            size="xs"
            aria-label={`Remove ${shown(list)}`}
            onClick={() => call('qa.removeReference', { list }).catch(showError)}
          />
        </li>
      ))}
    </ul>
  )
}
