// The window: sidebar, main area, transcript, status bar, and the dialogs over them.
import { useQuery } from '@tanstack/react-query'
import { Group, Panel, Separator } from 'react-resizable-panels'
import classes from './App.module.css'
import { contractQuery, useFreshData } from './api'
import { AskAgainDialog } from './ask-again/AskAgainDialog'
import { ConversationsPage } from './conversations/ConversationsPage'
import { useCurrentQuery } from './current-query'
import { ExportDialog } from './export/ExportDialog'
import { CommandPalette } from './frame/CommandPalette'
import { FileDrop } from './frame/FileDrop'
import { KeySheet } from './frame/KeySheet'
import { Sidebar } from './frame/Sidebar'
import { StatusBar } from './frame/StatusBar'
import { RAIL_WIDTH, useSidebar } from './frame/use-sidebar'
import { useWindowCommands } from './frame/window-commands'
import { HandOffDialog } from './hand-off/HandOffDialog'
import { useListResultSet, useNavigation } from './navigation'
import { PAGES } from './pages'
import { ImproveDialog } from './qa-pairs/ImproveDialog'
import { useReadAhead } from './read-ahead'
import { ReviewPanel } from './review/ReviewPanel'
import { UndoKeys } from './review/undo'
import { ResumeReview } from './review/use-open-review'
import { ImportDialog } from './sources/ImportDialog'
import { TranscriptPane } from './transcript/TranscriptPane'
import { useSettings } from './use-settings'
import { Welcome } from './welcome/Welcome'

export function App() {
  useFreshData()
  const { settings, loaded, change } = useSettings()
  const navigation = useNavigation()
  const isEmpty = useIsEmptyWorkspace()
  useWindowCommands()
  useReadAhead()
  const page = PAGES.find((p) => p.id === navigation.page) ?? PAGES[0]
  const welcome =
    navigation.page === 'welcome' || (navigation.page === 'conversations' && !settings.welcomeDone && isEmpty)
  const withTranscript = !welcome && page.withTranscript
  const sidebar = useSidebar(`${loaded} ${withTranscript}`, settings.panes.sidebar)

  if (!loaded) return null
  const PageComponent = page.component

  return (
    <div className={classes.window}>
      <Group
        className={classes.panes}
        onLayoutChanged={(layout, { isUserInteraction }) => {
          const { sidebar, transcript } = layout
          if (!isUserInteraction || sidebar === undefined) return
          change({ panes: { sidebar, transcript: transcript ?? settings.panes.transcript } })
        }}
      >
        <Panel
          id="sidebar"
          panelRef={sidebar.panel}
          onResize={sidebar.resized}
          collapsible
          collapsedSize={`${RAIL_WIDTH}px`}
          defaultSize={`${settings.panes.sidebar}%`}
          minSize="150px"
          maxSize="30%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <Sidebar narrow={sidebar.narrow} onToggle={sidebar.toggle} />
        </Panel>
        <Separator className={classes.separator} aria-label="Width of the sidebar" />
        <Panel id="main" minSize="30%">
          <main className={classes.main}>
            {/* The list keeps its place while another page is shown. */}
            <div className={classes.page} hidden={welcome || page.id !== 'conversations'}>
              <ConversationsPage />
            </div>
            {welcome ? <Welcome /> : page.id !== 'conversations' && <PageComponent />}
          </main>
        </Panel>
        {withTranscript && (
          <>
            <Separator className={classes.separator} aria-label="Width of the transcript" />
            <Panel id="transcript" defaultSize={`${settings.panes.transcript}%`} minSize="240px">
              <div className={classes.transcript}>
                <ListTranscript />
                {navigation.conversationId !== null && (
                  <ReviewPanel key={navigation.conversationId} conversationId={navigation.conversationId} />
                )}
              </div>
            </Panel>
          </>
        )}
      </Group>
      <StatusBar />
      <ImportDialog
        opened={navigation.importFiles !== null}
        onClose={navigation.closeImport}
        {...(navigation.importFiles?.length ? { initialFiles: navigation.importFiles } : {})}
      />
      <ExportDialog />
      <ImproveDialog />
      <AskAgainDialog />
      <HandOffDialog />
      <UndoKeys />
      <ResumeReview />
      <CommandPalette />
      <KeySheet />
      <FileDrop />
    </div>
  )
}

/** The conversation that is open, among those of the list. */
function ListTranscript() {
  const { conversationId } = useNavigation()
  const { query } = useCurrentQuery()
  return <TranscriptPane conversationId={conversationId} resultSet={useListResultSet()} query={query} />
}

/** Told only when it changes: the numbers of the workspace do every second of an import, and the whole window hangs on this. */
function useIsEmptyWorkspace(): boolean {
  const info = contractQuery('workspace.info', undefined, ['conversation', 'import'])
  const { data = false } = useQuery({ ...info, select: ({ conversations }) => conversations === 0 })
  return data
}
