// Where the person is: the page of the main area, the conversation that is open, the dialogs that are up.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { ResultSet } from '../shared/domain'

export const PAGE_IDS = [
  'conversations',
  'suggestions',
  'qa-pairs',
  'review',
  'issues',
  'analytics',
  'sources',
  'outbox',
  'history',
  'settings',
  'welcome'
] as const
export type PageId = (typeof PAGE_IDS)[number]

export interface Navigation {
  readonly page: PageId
  goTo(page: PageId): void
  /** Shown in the transcript pane; null: none. */
  readonly conversationId: number | null
  openConversation(id: number | null): void
  /** The list was opened, or opened again: `useListResultSet`. */
  setResultSet(resultSet: ResultSet | null): void
  /** Opens the import dialog, with files already chosen when given. */
  openImport(files?: readonly string[]): void
  closeImport(): void
  /** null: the dialog is closed. */
  readonly importFiles: readonly string[] | null
}

const Context = createContext<Navigation | null>(null)
/** By itself: while conversations come in the list is opened again every few seconds, and hardly anybody needs to know. */
const ResultSetContext = createContext<ResultSet | null>(null)

export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const [page, goTo] = useState<PageId>('conversations')
  const [conversationId, openConversation] = useState<number | null>(null)
  const [resultSet, setResultSet] = useState<ResultSet | null>(null)
  const [importFiles, setImportFiles] = useState<readonly string[] | null>(null)
  // Never new ones: effects depend on them.
  const [dialog] = useState(() => ({
    openImport: (files: readonly string[] = []) => setImportFiles(files),
    closeImport: () => setImportFiles(null)
  }))
  const value = useMemo<Navigation>(
    () => ({
      page,
      goTo,
      conversationId,
      openConversation,
      setResultSet,
      importFiles,
      ...dialog
    }),
    [page, conversationId, importFiles, dialog]
  )
  return (
    <Context.Provider value={value}>
      <ResultSetContext.Provider value={resultSet}>{children}</ResultSetContext.Provider>
    </Context.Provider>
  )
}

/** Where the person is and how to go elsewhere. */
export function useNavigation(): Navigation {
  const value = useContext(Context)
  if (!value) throw new Error('useNavigation outside NavigationProvider')
  return value
}

/** The list as it was opened last; null until it is. */
export function useListResultSet(): ResultSet | null {
  return useContext(ResultSetContext)
}
