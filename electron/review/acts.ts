// Carries out one act of a person: what it changes, and its line in History.
import { assertNever } from '../../shared/errors'
import type { Act, HistoryEntry } from '../../shared/review'
import { IS_ANNOTATED } from '../database/annotations'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { flag, unflag } from './flags'
import { perform } from './history'
import { attachIssue, detachIssue, editIssue, openIssue } from './issues'
import { addNote, editNote, removeNote } from './notes'
import { removeReviewSet } from './review-sets'
import { setState } from './states'
import { renameTag, tag, untag } from './tags'
import { judge } from './verdicts'

export interface Actor {
  readonly reviewer: string
  readonly now: number
}

/**
 * Carries out an act. It is on the disk when this returns, with its line in History; when it throws, nothing changed.
 * `entry` is null when everything was already so. `id` is that of the row made (a note, an issue), else null.
 */
export function carryOut(
  database: WritableDatabase,
  given: Act,
  actor: Actor
): { readonly entry: HistoryEntry | null; readonly id: number | null } {
  const act = given.kind === 'delete' ? { ...given, conversations: deletable(database, given) } : given
  const conversations = 'conversations' in act ? act.conversations.length : 1
  const { entry, value } = perform(
    database,
    { ...actor, label: labelOf(act), conversations },
    (record): number | null => {
      switch (act.kind) {
        case 'set-state':
          return setState(record, act, actor)
        case 'tag':
          return tag(database, record, act, actor)
        case 'untag':
          return untag(database, record, act)
        case 'flag':
          return flag(database, record, act, actor)
        case 'unflag':
          return unflag(database, record, act)
        case 'add-note':
          return addNote(record, act, actor)
        case 'edit-note':
          return editNote(record, act, actor)
        case 'remove-note':
          return removeNote(record, act)
        case 'judge':
          return judge(database, record, act, actor)
        case 'open-issue':
          return openIssue(record, act, actor)
        case 'edit-issue':
          return editIssue(record, act, actor)
        case 'attach-issue':
          return attachIssue(database, record, act, actor)
        case 'detach-issue':
          return detachIssue(database, record, act)
        case 'rename-tag':
          return renameTag(record, act)
        case 'delete':
          record.deleteConversations(act.conversations)
          return null
        case 'remove-review-set':
          return removeReviewSet(database, record, act)
        default:
          return assertNever(act)
      }
    }
  )
  return { entry, id: value }
}

/** Those of a deletion that are there and that it takes. */
function deletable(database: ReadableDatabase, act: Extract<Act, { kind: 'delete' }>): number[] {
  return database
    .prepare(
      `SELECT id FROM conversation WHERE id IN (SELECT value FROM json_each(?)) AND NOT (? AND ${IS_ANNOTATED}) ORDER BY id`
    )
    .all<{ id: number }>(JSON.stringify(act.conversations), Number(act.keepAnnotated))
    .map(({ id }) => id)
}

/** What History and the Undo toast say. */
function labelOf(act: Act): string {
  switch (act.kind) {
    case 'set-state':
      return act.reason ? `Marked ${act.state}: ${act.reason}` : `Marked ${act.state}`
    case 'tag':
      return `Tagged “${act.tag}”`
    case 'untag':
      return `Removed tag “${act.tag}”`
    case 'flag':
      return 'Flagged'
    case 'unflag':
      return 'Removed flag'
    case 'add-note':
      return 'Added a note'
    case 'edit-note':
      return 'Changed a note'
    case 'remove-note':
      return 'Removed a note'
    case 'judge':
      return act.value === undefined
        ? `Took back ${act.criterion}`
        : `Judged ${act.criterion}: ${act.value ?? 'not applicable'}`
    case 'open-issue':
      return `Opened issue “${act.title}”`
    case 'edit-issue':
      return `Changed issue “${act.title}”`
    case 'attach-issue':
      return 'Added to an issue'
    case 'detach-issue':
      return 'Removed from an issue'
    case 'rename-tag':
      return `Renamed a tag to “${act.name}”`
    case 'delete':
      return act.conversations.length === 1 ? 'Deleted a conversation' : 'Deleted conversations'
    case 'remove-review-set':
      return `Removed review set “${act.name}”`
    default:
      return assertNever(act)
  }
}
