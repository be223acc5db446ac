// The pages of the main area in the order of the sidebar. A new page is one line here.
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
import { AnalyticsPage } from './analytics/AnalyticsPage'
import { ConversationsPage } from './conversations/ConversationsPage'
import { HistoryPage } from './history/HistoryPage'
import { IssuesPage } from './issues/IssuesPage'
import type { PageId } from './navigation'
import { OutboxPage } from './outbox/OutboxPage'
import { QaPairsPage } from './qa-pairs/QaPairsPage'
import { ReviewPage } from './review/ReviewPage'
import { SettingsPage } from './settings/SettingsPage'
import { SourcesPage } from './sources/SourcesPage'
import { SuggestionsPage } from './suggestions/SuggestionsPage'

export interface Page {
  readonly id: PageId
  /** The sidebar's words. */
  readonly label: string
  readonly icon: ReactNode
  readonly component: ComponentType
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
    component: SuggestionsPage,
    withTranscript: true
  },
  {
    id: 'qa-pairs',
    label: 'Q&A pairs',
    icon: <IconMessageQuestion size={17} stroke={1.6} />,
    component: QaPairsPage,
    withTranscript: false
  },
  {
    id: 'review',
    label: 'Review sets',
    icon: <IconChecklist size={17} stroke={1.6} />,
    component: ReviewPage,
    withTranscript: false
  },
  {
    id: 'issues',
    label: 'Issues',
    icon: <IconBug size={17} stroke={1.6} />,
    component: IssuesPage,
    withTranscript: false
  },
  {
    id: 'analytics',
    label: 'Analytics',
    icon: <IconChartBar size={17} stroke={1.6} />,
    component: AnalyticsPage,
    withTranscript: false
  },
  {
    id: 'sources',
    label: 'Sources',
    icon: <IconDatabaseImport size={17} stroke={1.6} />,
    component: SourcesPage,
    withTranscript: false
  },
  {
    id: 'outbox',
    label: 'Outbox',
    icon: <IconSend size={17} stroke={1.6} />,
    component: OutboxPage,
    withTranscript: false
  },
  {
    id: 'history',
    label: 'History',
    icon: <IconHistory size={17} stroke={1.6} />,
    component: HistoryPage,
    withTranscript: false
  },
  {
    id: 'settings',
    label: 'Settings',
    icon: <IconSettings size={17} stroke={1.6} />,
    component: SettingsPage,
    withTranscript: false
  }
] as const satisfies readonly Page[]
