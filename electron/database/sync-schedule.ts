// When the connections of a workspace are synchronised without being asked.
import { NO_SCHEDULE, type SyncSchedule, syncScheduleSchema } from '../../shared/connections'
import type { ReadableDatabase, WritableDatabase } from './open'

export function syncSchedule(database: ReadableDatabase): SyncSchedule {
  const row = database.prepare('SELECT schedule FROM sync_schedule').get<{ schedule: string }>()
  return row ? (syncScheduleSchema.safeParse(JSON.parse(row.schedule)).data ?? NO_SCHEDULE) : NO_SCHEDULE
}

export function saveSyncSchedule(database: WritableDatabase, schedule: SyncSchedule): void {
  database.transaction(
    () =>
      database
        .prepare('INSERT OR REPLACE INTO sync_schedule (id, schedule) VALUES (1, ?)')
        .run(JSON.stringify(schedule)),
    { durable: true }
  )
}
