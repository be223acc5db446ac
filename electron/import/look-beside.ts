// Looks into a workspace beside the thread that writes it, for what is there already.
import { openReadable, type ReadableDatabase } from '../database/open'
import { createContentFinder, type FindContent } from '../database/same-content'

interface Looking {
  readonly find: FindContent
  close(): void
}

const BLIND: Looking = { find: () => undefined, close: () => undefined }

/**
 * What it does not find may be there all the same, so that the writer looks again: where the workspace cannot be read beside it, nothing
 * is found and the import only takes longer. `workspace`: null where there is nothing to be found.
 */
export function lookBeside(workspace: string | null): Looking {
  if (workspace === null) return BLIND
  let database: ReadableDatabase | null = null
  let found: FindContent = BLIND.find
  const close = () => {
    found = BLIND.find
    database?.close()
    database = null
  }
  const guarded = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (thrown) {
      console.error('the workspace cannot be read beside the writer:', thrown)
      close()
      return undefined
    }
  }
  guarded(() => {
    database = openReadable(workspace)
    found = createContentFinder(database)
  })
  return { find: (agent, externalId) => guarded(() => found(agent, externalId)), close }
}
