// Coloured labels on conversations and messages.
import type { Act, Tag } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'

/** Given to new tags in turn; names of the theme's colours, so that they suit light and dark. */
export const TAG_COLORS = [
  'blue',
  'teal',
  'grape',
  'orange',
  'pink',
  'lime',
  'cyan',
  'red',
  'violet',
  'yellow'
] as const

/** Tags conversations (or one message of them); makes the tag when there is none of that name. Returns the tag's id. */
export function tag(
  database: ReadableDatabase,
  record: Recorder,
  act: Extract<Act, { kind: 'tag' }>,
  actor: Actor
): number {
  const tagId = tagNamed(database, act.tag) ?? newTag(database, record, act.tag)
  for (const conversation of act.conversations) {
    if (usage(database, conversation, tagId, act.messageKey) !== undefined) continue
    record.insert('conversation_tag', {
      conversation_id: conversation,
      message_key: act.messageKey,
      tag_id: tagId,
      reviewer: actor.reviewer,
      created_at: actor.now
    })
  }
  return tagId
}

/** Takes a tag away where it is. */
export function untag(database: ReadableDatabase, record: Recorder, act: Extract<Act, { kind: 'untag' }>): null {
  const tagId = tagNamed(database, act.tag)
  if (tagId === undefined) return null
  for (const conversation of act.conversations) {
    const used = usage(database, conversation, tagId, act.messageKey)
    if (used !== undefined) record.remove('conversation_tag', [used])
  }
  return null
}

export function renameTag(record: Recorder, act: Extract<Act, { kind: 'rename-tag' }>): null {
  record.update('tag', [act.tag], { name: act.name, color: act.color })
  return null
}

/** All tags with how many conversations have them, most used first. */
export function listTags(database: ReadableDatabase): Tag[] {
  return database
    .prepare(
      `SELECT tag.id, name, color, count(DISTINCT conversation_id) AS conversations
       FROM tag LEFT JOIN conversation_tag ON conversation_tag.tag_id = tag.id GROUP BY tag.id ORDER BY conversations DESC, name`
    )
    .all<Tag>()
}

function tagNamed(database: ReadableDatabase, name: string): number | undefined {
  return database.prepare('SELECT id FROM tag WHERE name = ?').get<{ id: number }>(name)?.id
}

function newTag(database: ReadableDatabase, record: Recorder, name: string): number {
  const count = database.prepare('SELECT count(*) AS n FROM tag').get<{ n: number }>()?.n ?? 0
  return record.insert('tag', { name, color: TAG_COLORS[count % TAG_COLORS.length] ?? TAG_COLORS[0] })
}

function usage(
  database: ReadableDatabase,
  conversation: number,
  tagId: number,
  messageKey: string | null
): number | undefined {
  return database
    .prepare('SELECT id FROM conversation_tag WHERE conversation_id = ? AND tag_id = ? AND message_key IS ?')
    .get<{ id: number }>(conversation, tagId, messageKey)?.id
}
