// Which of many conversations can be handed off, by which way, and why the others cannot: told before anything is sent.
import type { HandOffPlan } from '../../shared/hand-off'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { ReadableDatabase } from './open'
import { placeOf } from './outbox-lists'

/** Names shown of those that cannot. */
const MOST_NAMES = 5

interface Row {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly handedOff: number
}

/** In the order given; conversations that are gone are left out. */
export function planHandOffs(database: ReadableDatabase, ids: readonly number[]): HandOffPlan {
  const rows = database
    .prepare(
      `SELECT c.id, coalesce(nullif(c.preview, ''), c.title, c.external_id) AS name, json_extract(c.customer_fields, '$.email') AS email,
         EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id AND o.kind = 'hand-off' AND o.state <> 'discarded') AS handedOff
       FROM json_each(?) AS wanted JOIN conversation c ON c.id = wanted.value ORDER BY wanted.key`
    )
    .all<Row>(JSON.stringify(ids))
  const can = new Map<string, { connection: string; way: 'escalate' | 'ticket'; conversations: number[] }>()
  const cannot = new Map<string, { why: string; count: number; names: string[] }>()
  for (const row of rows) {
    const place = placeOf(database, row.id)
    const way = place ? PLATFORM_WORDS[place.platform].capabilities.handOff : undefined
    const why = whyNot(row, place === null ? null : PLATFORM_WORDS[place.platform].label, way)
    if (why === null && place && way) {
      const known = can.get(place.connection) ?? { connection: place.connection, way, conversations: [] }
      known.conversations.push(row.id)
      can.set(place.connection, known)
    } else if (why !== null) {
      const known = cannot.get(why) ?? { why, count: 0, names: [] }
      known.count++
      if (known.names.length < MOST_NAMES) known.names.push(row.name)
      cannot.set(why, known)
    }
  }
  return { can: [...can.values()], cannot: [...cannot.values()] }
}

function whyNot(row: Row, platform: string | null, way: 'escalate' | 'ticket' | undefined): string | null {
  if (platform === null) return 'came from a file or from a connection that was removed'
  if (way === undefined) return `are on ${platform}, whose API takes no hand-off`
  if (row.handedOff === 1) return 'were handed off already'
  if (way === 'ticket' && row.email === null) return 'have no e-mail address of the customer, which a ticket needs'
  return null
}
