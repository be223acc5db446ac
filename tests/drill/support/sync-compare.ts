// Compares what a workspace holds with what the development platform holds: conversations, their messages in order, and pairs.
import type { ReadableDatabase } from '../../../electron/database/open'
import type { PlatformServer } from '../../../scripts/platform-server/server'

/** The first differences, in words; nothing where local is remote. */
export function differences(database: ReadableDatabase, server: PlatformServer): string[] {
  const problems: string[] = []
  const here = new Map(
    database
      .prepare(
        `SELECT a.external_id || '/' || c.external_id AS id, count(m.id) AS n, group_concat(m.key, ' ' ORDER BY m.id) AS keys
         FROM conversation c JOIN agent a ON a.id = c.agent_id
         LEFT JOIN message m ON m.id > c.id << 20 AND m.id < (c.id + 1) << 20 GROUP BY c.id`
      )
      .all<{ id: string; n: number; keys: string }>()
      .map(({ id, keys }) => [id, keys])
  )
  for (const { id, agentId, messages } of server.store.conversations) {
    const name = `${agentId}/${id}`
    const keys = messages.map((message) => message['id']).join(' ')
    if (here.get(name) !== keys) problems.push(`${name} is ${here.has(name) ? 'not as there' : 'missing'}`)
    here.delete(name)
  }
  for (const name of here.keys()) problems.push(`${name} is not on the platform`)
  const twice = database
    .prepare('SELECT external_id AS id FROM conversation GROUP BY agent_id, external_id HAVING count(*) > 1')
    .all<{ id: string }>()
  for (const { id } of twice) problems.push(`${id} is here twice`)
  const gone = database.prepare('SELECT count(*) AS n FROM conversation_gone').get<{ n: number }>()?.n ?? 0
  if (gone > 0) problems.push(`${gone} conversations count as gone, and are not`)
  const integrity = database.prepare('PRAGMA integrity_check').get<{ integrity_check: string }>()?.integrity_check
  if (integrity !== 'ok') problems.push(`the workspace is damaged: ${integrity}`)
  return problems
}

/** Pairs that were made more than once, whatever became of them after. */
export function duplicates({ store }: PlatformServer): string[] {
  const times = new Map<string, number>()
  for (const name of store.created) {
    const mark = /\[cd-[0-9a-f]+\]/.exec(name)?.[0] ?? name
    times.set(mark, (times.get(mark) ?? 0) + 1)
  }
  return [...times].filter(([, n]) => n > 1).map(([mark, n]) => `the pair ${mark} was made ${n} times`)
}
