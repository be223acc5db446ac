// What people decide about suggestions: merge, split, rename, dismiss, restore. Each is one act in History and can be undone.
import { assertNever } from '../../shared/errors'
import type { Anchor, Decision } from '../../shared/improve'
import type { HistoryEntry } from '../../shared/review'
import type { WritableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'
import { perform } from './history'

type DecidedGroup = Extract<Decision, { kind: 'rename' }>['group']

/** On the disk when it returns; null when everything was already so. */
export function decideSuggestion(database: WritableDatabase, decision: Decision, actor: Actor): HistoryEntry | null {
  const info = { ...actor, label: labelOf(decision), conversations: 0 }
  return perform(database, info, (record) => {
    switch (decision.kind) {
      case 'merge': {
        const [first, ...others] = decision.groups
        if (!first) return
        const into = keep(record, first, actor)
        record.update('suggestion_group', [into], { name: first.name, updated_at: actor.now })
        for (const other of others) {
          hold(record, other.anchors, into)
          if (other.groupId !== null) moveRest(database, record, other.groupId, into)
        }
        return
      }
      case 'split': {
        keep(record, decision.group, actor)
        hold(record, decision.split, add(record, decision.name, actor))
        return
      }
      case 'rename':
        record.update('suggestion_group', [keep(record, decision.group, actor)], {
          name: decision.name,
          updated_at: actor.now
        })
        return
      case 'dismiss':
        for (const group of decision.groups)
          record.update('suggestion_group', [keep(record, group, actor)], {
            state: 'dismissed',
            reason: decision.reason,
            updated_at: actor.now
          })
        return
      case 'restore':
        for (const group of decision.groups)
          record.update('suggestion_group', [group], { state: 'open', reason: null, updated_at: actor.now })
        return
      default:
        assertNever(decision)
    }
  }).entry
}

/** The group with all the questions it has now, so that it stays what it is in every later grouping. Returns its id. */
function keep(record: Recorder, group: DecidedGroup, actor: Actor): number {
  const id = group.groupId ?? add(record, null, actor)
  hold(record, group.anchors, id)
  return id
}

function add(record: Recorder, name: string | null, { now }: Actor): number {
  return record.insert('suggestion_group', { name, state: 'open', reason: null, created_at: now, updated_at: now })
}

/** Puts questions into a group, out of the one that held them. */
function hold(record: Recorder, anchors: readonly Anchor[], group: number): void {
  for (const { topic, words, leads } of anchors) {
    const known = record.read('suggestion_question', [topic, words])
    // What led once leads on, in whichever group it is now.
    const cells = { group_id: group, leads: leads || known?.['leads'] === 1 ? 1 : 0 }
    if (known) record.update('suggestion_question', [topic, words], cells)
    else record.insert('suggestion_question', { topic, words, ...cells })
  }
}

/** Questions that a group holds and that are not asked in the present data go along with it. */
function moveRest(database: WritableDatabase, record: Recorder, from: number, into: number): void {
  const rest = database
    .prepare('SELECT topic, words FROM suggestion_question WHERE group_id = ?')
    .all<{ topic: string; words: string }>(from)
    .map((anchor) => ({ ...anchor, leads: false }))
  hold(record, rest, into)
  record.remove('suggestion_group', [from])
}

function labelOf(decision: Decision): string {
  switch (decision.kind) {
    case 'merge':
      return `Merged ${decision.groups.length} suggestions into “${decision.groups[0]?.name ?? ''}”`
    case 'split':
      return `Split “${decision.name}” off a suggestion`
    case 'rename':
      return `Renamed a suggestion to “${decision.name}”`
    case 'dismiss': {
      const [first] = decision.groups
      const what = decision.groups.length === 1 ? `“${first?.name ?? ''}”` : `${decision.groups.length} suggestions`
      return decision.reason ? `Dismissed ${what}: ${decision.reason}` : `Dismissed ${what}`
    }
    case 'restore':
      return decision.groups.length === 1 ? 'Restored a suggestion' : `Restored ${decision.groups.length} suggestions`
    default:
      return assertNever(decision)
  }
}
