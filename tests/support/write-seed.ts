// Writes made-up conversations into a workspace by plain SQL.
import type { WritableDatabase } from '../../electron/database/open'
import { searchable } from '../../shared/search-text'
import { AGENTS, ISSUES, type SeedCitation, type SeedConversation, SOURCES } from './seed-workspace'

/** Writes the conversations. The database must be new and migrated. */
export function writeSeed(database: WritableDatabase, conversations: readonly SeedConversation[]): void {
  const run = (text: string, ...values: (string | number | null)[]) => database.prepare(text).run(...values)
  database.transaction(() => {
    for (const name of AGENTS) run('INSERT INTO agent (name) VALUES (?)', name)
    for (const name of SOURCES)
      run("INSERT INTO source (kind, name, format, created_at) VALUES ('file', ?, 'test', 0)", name)
    for (const [i, name] of SOURCES.entries())
      run(
        "INSERT INTO import_batch (source_id, agent_name, file_name, file_size, format_label, state, started_at) VALUES (?, 'x', ?, 0, 'x', 'done', 0)",
        i + 1,
        name
      )
    for (const title of ISSUES) run('INSERT INTO issue (title, created_at, updated_at) VALUES (?, 0, 0)', title)
    run("INSERT INTO scorecard (key, version, name, criteria, created_at) VALUES ('x', 1, 'x', '[]', 0)")
    for (const name of ['billing', 'Urgent', 'none']) run("INSERT INTO tag (name, color) VALUES (?, 'red')", name)
    for (const c of conversations) writeConversation(run, c)
  })
}

type Run = (text: string, ...values: (string | number | null)[]) => unknown

function insert(run: Run, table: string, row: Readonly<Record<string, string | number | null>>): void {
  const names = Object.keys(row)
  run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, ...Object.values(row))
}

export function writeConversation(run: Run, c: SeedConversation): void {
  insert(run, 'conversation', {
    id: c.id,
    agent_id: c.agentId,
    external_id: c.externalId,
    source_id: c.sourceId,
    first_import_id: c.importIds[0]!,
    import_id: c.importIds.at(-1)!,
    content_hash: '',
    channel: c.channel,
    channel_raw: c.channelRaw,
    status: c.status,
    status_raw: c.statusRaw,
    started_at: c.startedAt,
    last_at: c.lastAt,
    preview: c.preview,
    message_count: c.messages.length,
    answer_count: c.messages.filter((m) => m.role === 'agent').length,
    unanswered_count: c.unanswered,
    citation_count: c.citationCount,
    up_count: c.up,
    down_count: c.down,
    confidence: c.confidence,
    sentiment: c.sentiment,
    topic: c.topic,
    language: c.language,
    country: c.country,
    customer: c.customer,
    customer_fields: c.customerFields && JSON.stringify(c.customerFields),
    last_role: c.lastRole,
    is_test: Number(c.isTest),
    has_human: Number(c.messages.some((m) => m.role === 'human')),
    review_state: c.reviewState,
    reviewed_at: c.reviewedAt,
    changed_at: c.changedAt
  })
  for (const importId of c.importIds) insert(run, 'import_conversation', { conversation_id: c.id, import_id: importId })
  const base = c.id * 2 ** 20
  const cite = (messageId: number, citations: readonly SeedCitation[]) => {
    for (const [position, t] of citations.entries())
      insert(run, 'citation', { message_id: messageId, position, title: t.title, url: t.url, excerpt: t.excerpt })
    return citations.length === 0
      ? null
      : searchable(citations.map((t) => `${t.title ?? ''}\n${t.excerpt ?? ''}\n${t.url ?? ''}\n`).join(''))
  }
  if (c.wholeCitations.length > 0) insert(run, 'message_fts', { rowid: base, cited: cite(base, c.wholeCitations) })
  for (const m of c.messages) {
    const id = base + m.seq
    insert(run, 'message', {
      id,
      key: m.key,
      role: m.role,
      sent_at: m.sentAt,
      text: m.text,
      confidence: m.confidence,
      thumb: m.thumb,
      citation_count: m.citations?.length ?? null,
      parts: m.part && JSON.stringify([{ kind: 'tool-call', ...m.part }])
    })
    insert(run, 'message_fts', {
      rowid: id,
      [m.role]: searchable(m.part ? `${m.text}\n${m.part.name}\n${m.part.body}` : m.text),
      cited: cite(id, m.citations ?? [])
    })
  }
  const at = { conversation_id: c.id }
  for (const t of c.tags)
    insert(run, 'conversation_tag', {
      ...at,
      message_key: t.messageKey,
      tag_id: ['billing', 'Urgent', 'none'].indexOf(t.name) + 1,
      reviewer: t.reviewer,
      created_at: 0
    })
  for (const n of c.notes)
    insert(run, 'note', {
      ...at,
      message_key: n.messageKey,
      body: n.body,
      reviewer: n.reviewer,
      created_at: 0,
      updated_at: 0
    })
  for (const f of c.flags)
    insert(run, 'flag', { ...at, message_key: f.messageKey ?? '', reviewer: f.reviewer, created_at: 0 })
  for (const i of c.issues)
    insert(run, 'issue_conversation', { ...at, issue_id: i.id, message_key: i.messageKey, created_at: 0 })
  for (const v of c.verdicts)
    insert(run, 'verdict', {
      ...at,
      message_key: v.messageKey,
      scorecard_id: 1,
      criterion: v.criterion,
      value: v.value,
      number: v.number,
      reviewer: v.reviewer,
      created_at: 0
    })
  for (const q of c.pairs)
    insert(run, 'qa_pair', {
      ...at,
      message_key: q.messageKey,
      answer: 'a',
      state: q.state,
      created_at: 0,
      updated_at: 0
    })
}
