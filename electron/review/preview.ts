// How many conversations a bulk act would change, before it is done.
import { assertNever } from '../../shared/errors'
import type { BulkAct } from '../../shared/review'
import { IS_ANNOTATED } from '../database/annotations'
import type { ReadableDatabase, Value } from '../database/open'

/** Conversations of `ids` that the act would change; the others are so already, or gone. */
export function previewBulk(database: ReadableDatabase, act: BulkAct, ids: readonly number[]): number {
  const { where, values } = changedBy(act)
  const row = database
    .prepare(`SELECT count(*) AS n FROM conversation AS c WHERE c.id IN (SELECT value FROM json_each(?)) AND ${where}`)
    .get<{ n: number }>(JSON.stringify(ids), ...values)
  return row?.n ?? 0
}

const HAS_TAG = `EXISTS (SELECT 1 FROM conversation_tag ct JOIN tag ON tag.id = ct.tag_id
  WHERE ct.conversation_id = c.id AND ct.message_key IS NULL AND tag.name = ?)`
const IS_FLAGGED = "EXISTS (SELECT 1 FROM flag WHERE flag.conversation_id = c.id AND flag.message_key = '')"
const IN_ISSUE = 'EXISTS (SELECT 1 FROM issue_conversation ic WHERE ic.conversation_id = c.id AND ic.issue_id = ?)'

const ANNOTATED = IS_ANNOTATED.replaceAll(/\bconversation\./g, 'c.')

function changedBy(act: BulkAct): { readonly where: string; readonly values: readonly Value[] } {
  switch (act.kind) {
    case 'tag':
      return { where: `NOT ${HAS_TAG}`, values: [act.tag] }
    case 'untag':
      return { where: HAS_TAG, values: [act.tag] }
    case 'set-state':
      return { where: 'c.review_state <> ?', values: [act.state] }
    case 'flag':
      return { where: `NOT ${IS_FLAGGED}`, values: [] }
    case 'unflag':
      return { where: IS_FLAGGED, values: [] }
    case 'delete':
      return { where: act.keepAnnotated ? `NOT ${ANNOTATED}` : 'true', values: [] }
    case 'attach-issue':
      return { where: `NOT ${IN_ISSUE}`, values: [act.issue] }
    case 'open-issue':
      return { where: 'TRUE', values: [] }
    default:
      return assertNever(act)
  }
}
