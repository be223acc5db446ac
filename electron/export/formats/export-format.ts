// What an export format is: it is given a head and then conversation by conversation, and writes text or bytes. It knows nothing of
// files or the database.
import type { AnnotationRow, DefinitionName } from '../../database/annotation-tables'
import type { FullConversation } from '../../database/full-conversations'
import type { ReadableDatabase } from '../../database/open'
import type { Evidence } from '../evidence'

/** What a file can say of itself before its first conversation. */
export interface ExportHead {
  /** As written in the search box, and in words. */
  readonly query: string
  readonly words: string
  readonly timeZone: string
  readonly conversations: number
  /** Of the app that writes. */
  readonly appVersion: string
  /** Of a review set. */
  readonly evidence: Evidence | null
  /** Tags, issues, scorecards, review sets of the workspace, used or not, and drafts of no conversation. */
  readonly definitions: Readonly<Record<DefinitionName, readonly AnnotationRow[]>>
}

export interface ExportFormat {
  /** What must be read for it; the less, the faster. */
  readonly needs: { readonly withMessages: boolean; readonly withRaw: boolean }
  /** Where the engine can write conversations by itself, which is faster; not where they are changed on the way. */
  readonly writtenBy?: (database: ReadableDatabase) => WrittenReader
  /** Begins a file. */
  open(head: ExportHead, out: Out): Promise<Writing>
}

/** What is counted of conversations that are written. */
export interface Counted {
  readonly conversations: number
  readonly messages: number
  readonly firstAt: number | null
  readonly lastAt: number | null
}

/** One conversation or several as they stand in the file. */
export interface WrittenPiece extends Counted {
  readonly text: string | Uint8Array
}

export interface WrittenReader {
  /** These conversations in this order; those that are gone are left out. */
  read(ids: readonly number[]): readonly WrittenPiece[]
}

/** Where a format writes to; resolves when more may be written. */
export interface Out {
  write(piece: string | Uint8Array): Promise<void>
}

/** A file that is being written. */
export interface Writing {
  conversation(conversation: FullConversation): Promise<void>
  /** What the engine has written; of a format that has `writtenBy`. */
  written?(text: string | Uint8Array): Promise<void>
  /** Writes what is still held back and the end of the file. */
  end(): Promise<{ readonly cutCells: number }>
  /** The export stops before its end: lets go of what is held. */
  discard(): void
}

/** A format that is text: a beginning, a piece per conversation, an end. */
export interface TextFormat extends Pick<ExportFormat, 'needs' | 'writtenBy'> {
  begin(head: ExportHead): string
  /** `index` from 0. */
  conversation(conversation: FullConversation, index: number): string
  end(): string
}

export function textFormat({ begin, conversation, end, ...more }: TextFormat): ExportFormat {
  return {
    ...more,
    async open(head, out) {
      let index = 0
      await out.write(begin(head))
      return {
        conversation: (one) => out.write(conversation(one, index++)),
        written: (text) => out.write(text),
        async end() {
          await out.write(end())
          return { cutCells: 0 }
        },
        discard: () => undefined
      }
    }
  }
}
