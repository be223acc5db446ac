// The pages of the main area in the order of the sidebar. A new page is one line here. All but the list are read when they are first
// shown, so that the first start does not wait for charts and editors.
import {
  IconBug,
  IconBulb,
  IconChartBar,
  IconChecklist,
  IconDatabaseImport,
  IconHistory,
  IconMessageQuestion,
  IconMessages,
  IconSend,
  IconSettings
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { later } from './components/later'
import { ConversationsPage } from './conversations/ConversationsPage'
import type { PageId } from './navigation'

export interface Page {
  readonly id: PageId
  /** The sidebar's words. */
  readonly label: string
  readonly icon: ReactNode
  readonly component: ComponentType
  /** Reads its code; absent: it is there from the start. */
  readonly read?: () => Promise<unknown>
  /** Whether the transcript stands beside it. */
  readonly withTranscript: boolean
}

export const PAGES = [
  {
    id: 'conversations',
    label: 'Conversations',
    icon: <IconMessages size={17} stroke={1.6} />,
    component: ConversationsPage,
    withTranscript: true
  },
  {
    id: 'suggestions',
    label: 'Suggestions',
    icon: <IconBulb size={17} stroke={1.6} />,
    ...later(async () => (await import('./suggestions/SuggestionsPage')).SuggestionsPage),
    withTranscript: true
  },
  {
    id: 'qa-pairs',
    label: 'Q&A pairs',
    icon: <IconMessageQuestion size={17} stroke={1.6} />,
    ...later(async () => (await import('./qa-pairs/QaPairsPage')).QaPairsPage),
    withTranscript: false
  },
  {
    id: 'review',
    label: 'Review sets',
    icon: <IconChecklist size={17} stroke={1.6} />,
    ...later(async () => (await import('./review/ReviewPage')).ReviewPage),
    withTranscript: false
  },
  {
    id: 'issues',
    label: 'Issues',
    icon: <IconBug size={17} stroke={1.6} />,
    ...later(async () => (await import('./issues/IssuesPage')).IssuesPage),
    withTranscript: false
  },
  {
    id: 'analytics',
    label: 'Analytics',
    icon: <IconChartBar size={17} stroke={1.6} />,
    ...later(async () => (await import('./analytics/AnalyticsPage')).AnalyticsPage),
    withTranscript: false
  },
  {
    id: 'sources',
    label: 'Sources',
    icon: <IconDatabaseImport size={17} stroke={1.6} />,
    ...later(async () => (await import('./sources/SourcesPage')).SourcesPage),
    withTranscript: false
  },
  {
    id: 'outbox',
    label: 'Outbox',
    icon: <IconSend size={17} stroke={1.6} />,
    ...later(async () => (await import('./outbox/OutboxPage')).OutboxPage),
    withTranscript: false
  },
  {
    id: 'history',
    label: 'History',
    icon: <IconHistory size={17} stroke={1.6} />,
    ...later(async () => (await import('./history/HistoryPage')).HistoryPage),
    withTranscript: false
  },
  {
    id: 'settings',
    label: 'Settings',
    icon: <IconSettings size={17} stroke={1.6} />,
    ...later(async () => (await import('./settings/SettingsPage')).SettingsPage),
    withTranscript: false
  }
] as const satisfies readonly Page[]
