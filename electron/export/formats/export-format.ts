// What an export format is: text before, one piece per conversation, text after. It knows nothing of files or the database.

import type { AnnotationRow, DefinitionName } from '../../database/annotation-tables'
import type { FullConversation } from '../../database/full-conversations'
import type { Evidence } from '../evidence'

/** What a file can say of itself before its first conversation. */
export interface ExportHead {
  /** As written in the search box, and in words. */
  readonly query: string
  readonly words: string
  readonly timeZone: string
  readonly conversations: number
  /** Of a review set. */
  readonly evidence: Evidence | null
  /** Tags, issues, scorecards, review sets of the workspace, used or not, and drafts of no conversation. */
  readonly definitions: Readonly<Record<DefinitionName, readonly AnnotationRow[]>>
}

export interface ExportFormat {
  begin(head: ExportHead): string
  /** `index` from 0. */
  conversation(conversation: FullConversation, index: number): string
  end(): string
  /** What must be read for it; the less, the faster. */
  readonly needs: { readonly withMessages: boolean; readonly withRaw: boolean }
}
