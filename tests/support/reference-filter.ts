// The meaning of a query, slow and obvious: every conversation looked at, every clause asked, nothing shared with the search code but
// the reading of dates, numbers and words.
import { type BandLimits, bandOf } from '../../shared/domain'
import { momentAgo, readDate } from '../../shared/query/dates'
import { choiceOf, weekdayOf } from '../../shared/query/fields'
import { readDuration, readHour, readNumber, readScore } from '../../shared/query/numbers'
import type { Condition, Filter, Sort } from '../../shared/query/query'
import { localTimeAt } from '../../shared/query/time-zone'
import { fold, tokenize } from '../../shared/search-text'
import {
  AGENTS,
  type SeedAnnotation,
  type SeedCitation,
  type SeedConversation,
  type SeedMessage,
  SOURCES
} from './seed-workspace'

export interface Asker {
  readonly timeZone: string
  readonly now: number
  readonly reviewer: string
  readonly bands: BandLimits
}

export function holds(filter: Filter, c: SeedConversation, asker: Asker): boolean {
  if (filter.off) return true
  switch (filter.kind) {
    case 'all':
      return filter.of.every((f) => holds(f, c, asker))
    case 'any': {
      const on = filter.of.filter(asksAnything)
      return on.length === 0 || on.some((f) => holds(f, c, asker))
    }
    case 'not':
      return !asksAnything(filter.of) || !holds(filter.of, c, asker)
    case 'msg':
      return c.messages.some((m) => holdsFor(filter.of, c, m, asker))
    case 'then': {
      const follow = (step: number, after: number): boolean =>
        step === filter.of.length ||
        c.messages.some((m) => {
          const within = step === 0 ? null : (filter.within[step - 1] ?? null)
          return (
            m.seq > after &&
            (within === null || m.seq <= after + within) &&
            holdsFor(filter.of[step]!, c, m, asker) &&
            follow(step + 1, m.seq)
          )
        })
      return follow(0, 0)
    }
    case 'condition':
      return holdsCondition(filter, c, asker)
  }
}

/** False where everything in it is switched off. */
function asksAnything(filter: Filter): boolean {
  if (filter.off) return false
  if (filter.kind === 'all' || filter.kind === 'any') return filter.of.some(asksAnything)
  return filter.kind === 'not' ? asksAnything(filter.of) : true
}

function holdsFor(filter: Filter, c: SeedConversation, m: SeedMessage, asker: Asker): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((f) => holdsFor(f, c, m, asker))
    case 'any':
      return filter.of.some((f) => holdsFor(f, c, m, asker))
    case 'not':
      return !holdsFor(filter.of, c, m, asker)
    case 'msg':
      return holdsFor(filter.of, c, m, asker)
    case 'then':
      throw new Error('not inside msg')
    case 'condition':
      return messageCondition(filter, c, m, asker)
  }
}

// ---- values -----------------------------------------------------------------------------------------------------------------
const letters = (text: string) => [...text].map(fold).join('')

function hasText({ op, values }: Condition, text: string): boolean {
  return values.some((value) => {
    const wanted = tokenize(value).map((t) => t.word)
    if ((op === 'contains' || op === 'starts') && wanted.length > 0) {
      const words = tokenize(text).map((t) => t.word)
      return words.some((_, i) =>
        wanted.every((w, k) =>
          op === 'starts' && k === wanted.length - 1 ? words[i + k]?.startsWith(w) : words[i + k] === w
        )
      )
    }
    if (op === 'exact') return text === value
    if (op === 'matches') return regex(value).test(text)
    return letters(text).includes(letters(value))
  })
}

function regex(value: string): RegExp {
  const end = value.lastIndexOf('/')
  return new RegExp(value.slice(1, end), `${value.slice(end + 1)}${/\\p\{/.test(value) ? 'u' : ''}`)
}

function isWord({ op, values }: Condition, word: string | null, noneIsEmpty = true): boolean {
  if (op === 'exists') return word !== null
  if (op === 'is' && noneIsEmpty && word === null && values.some((v) => fold(v) === 'none')) return true
  if (word === null) return false
  return values.some((value) => {
    switch (op) {
      case 'is':
        return fold(word) === fold(value)
      case 'exact':
        return word === value
      case 'starts':
        return fold(word).startsWith(fold(value))
      case 'substring':
        return fold(word).includes(fold(value))
      default:
        return regex(value).test(word)
    }
  })
}

function isNumber({ op, values }: Condition, number: number | null, read: (v: string) => number | null): boolean {
  if (number === null) return false
  const [a, b] = values.map((v) => (v === '*' ? null : read(v)))
  switch (op) {
    case 'is':
      return values.some((v) => read(v) === number)
    case 'gt':
      return number > a!
    case 'gte':
      return number >= a!
    case 'lt':
      return number < a!
    case 'lte':
      return number <= a!
    case 'between':
      return (a === null || number >= a!) && (b === null || number <= b!)
    default:
      return true
  }
}

function isDate(condition: Condition, start: number | null, end: number | null, asker: Asker): boolean {
  if (start === null || end === null) return false
  const read = (v: string) => readDate(v, asker)!
  const { op, values } = condition
  switch (condition.field) {
    case 'after':
      return values.some((v) => end >= read(v).from)
    case 'before':
      return values.some((v) => start < read(v).from)
    case 'newer_than':
      return values.some((v) => end >= momentAgo(v, asker)!)
    case 'older_than':
      return values.some((v) => start < momentAgo(v, asker)!)
  }
  const [a, b] = values
  switch (op) {
    case 'is':
      return values.some((v) => start < read(v).to && end >= read(v).from)
    case 'gt':
      return end >= read(a!).to
    case 'gte':
      return end >= read(a!).from
    case 'lt':
      return start < read(a!).from
    case 'lte':
      return start < read(a!).to
    case 'between':
      return (a === '*' || end >= read(a!).from) && (b === '*' || start < read(b!).to)
    default:
      return true
  }
}

function isOnRing(condition: Condition, time: number | null, asker: Asker): boolean {
  if (time === null) return false
  const local = localTimeAt(time, asker.timeZone)
  const isHour = condition.field === 'hour'
  const weekday = (new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() + 6) % 7
  const part = isHour ? local.hour : weekday
  const read = (v: string) => (isHour ? readHour(v) : weekdayOf(v))
  if (condition.op !== 'between') return isNumber(condition, part, read)
  const [from, to] = condition.values
  const first = from === '*' ? 0 : read(from!)!
  const last = to === '*' ? (isHour ? 23 : 6) : read(to!)!
  return first <= last ? part >= first && part <= last : part >= first || part <= last
}

function isConfidence(condition: Condition, score: number | null, asker: Asker): boolean {
  if (condition.op !== 'is') return isNumber(condition, score, readScore)
  return condition.values.some((v) => {
    const choice = choiceOf('confidence', v)
    return ['low', 'medium', 'high', 'none'].includes(choice)
      ? bandOf(score, asker.bands) === choice
      : score === readScore(v)
  })
}

// ---- one message ------------------------------------------------------------------------------------------------------------
const ROLE = { user: 'customer', bot: 'agent', human: 'human', q: 'customer' } as const

function isCited(condition: Condition, citations: readonly SeedCitation[]): boolean {
  if (condition.op === 'exists') return citations.length > 0
  if (condition.op === 'exact') return citations.some((t) => condition.values.some((v) => (t.title ?? t.url) === v))
  const whole = citations.map((t) => `${t.title ?? ''}\n${t.excerpt ?? ''}\n${t.url ?? ''}`)
  // The index holds the citations of a message as one text.
  return condition.op === 'contains' || condition.op === 'starts'
    ? hasText(condition, whole.join('\n'))
    : whole.some((text) => hasText(condition, text))
}

function messageCondition(x: Condition, c: SeedConversation, m: SeedMessage, asker: Asker): boolean {
  const here = <A extends { messageKey: string | null }>(list: readonly A[]) =>
    list.filter((a) => a.messageKey === m.key)
  switch (x.field) {
    case 'text':
      return x.op === 'exists' || hasText(x, m.text)
    case 'user':
    case 'bot':
    case 'human':
    case 'q':
      if (m.role !== ROLE[x.field] || (x.field === 'q' && c.messages.find((o) => o.role === 'customer') !== m))
        return false
      return x.op === 'exists' || hasText(x, m.text)
    case 'cites':
      return isCited(x, m.citations ?? [])
    case 'confidence':
      return isConfidence(x, m.confidence, asker)
    case 'feedback':
      return x.values.some(
        (v) => ({ up: m.thumb === 1, down: m.thumb === -1, none: m.thumb === null })[choiceOf('feedback', v)]
      )
    case 'date':
    case 'after':
    case 'before':
    case 'newer_than':
    case 'older_than':
      return isDate(x, m.sentAt, m.sentAt, asker)
    case 'hour':
    case 'weekday':
      return isOnRing(x, m.sentAt, asker)
    case 'chars':
      return isNumber(x, [...m.text].length, readNumber)
    case 'wait': {
      const before = c.messages.find((o) => o.seq === m.seq - 1)
      const waits =
        (m.role === 'agent' || m.role === 'human') &&
        before?.role === 'customer' &&
        m.sentAt !== null &&
        before.sentAt !== null
      return isNumber(x, waits ? m.sentAt! - before!.sentAt! : null, readDuration)
    }
    case 'note':
      return here(c.notes).some((n) => x.op === 'exists' || hasText(x, n.body))
    case 'tag':
      return isTagged(x, here(c.tags))
    case 'verdict':
      return isJudged(x, here(c.verdicts))
    case 'score':
      return isScored(x, here(c.verdicts))
    case 'by':
      return isBy(x, [...here(c.verdicts), ...here(c.notes), ...here(c.tags), ...here(c.flags)], asker)
    case 'is':
      return x.values.some((v) => {
        switch (choiceOf('is', v)) {
          case 'flagged':
            return here(c.flags).length > 0
          case 'drafted':
            return here(c.pairs).some((p) => p.state === 'draft' || p.state === 'ready')
          case 'sent':
            return here(c.pairs).some((p) => p.state === 'sent' || p.state === 'live')
          default:
            return m.role === 'agent' && m.citations?.length === 0
        }
      })
    case 'has':
      return x.values.some((v) => messagePart(choiceOf('has', v), c, m))
    case 'no':
      return x.values.some((v) => !messagePart(choiceOf('no', v), c, m))
    default:
      throw new Error(`not of a message: ${x.field}`)
  }
}

function messagePart(part: string, c: SeedConversation, m: SeedMessage): boolean {
  const here = <A extends { messageKey: string | null }>(list: readonly A[]) =>
    list.filter((a) => a.messageKey === m.key)
  switch (part) {
    case 'note':
      return here(c.notes).length > 0
    case 'tag':
      return here(c.tags).length > 0
    case 'citation':
      return (m.citations?.length ?? 0) > 0
    case 'correction':
      return here(c.pairs).some((p) => p.state !== 'withdrawn')
    case 'draft':
      return here(c.pairs).some((p) => p.state === 'draft' || p.state === 'ready')
    case 'issue':
      return here(c.issues).length > 0
    default:
      return m.thumb !== null
  }
}

function isTagged(x: Condition, tags: SeedConversation['tags']): boolean {
  if (x.op === 'is' && tags.length === 0 && x.values.some((v) => fold(v) === 'none')) return true
  return tags.some((t) => isWord(x, t.name, false))
}
function isJudged(x: Condition, verdicts: SeedConversation['verdicts']): boolean {
  return verdicts.some((v) => fold(v.criterion) === 'verdict' && isWord(x, v.value, false))
}
function isScored(x: Condition, verdicts: SeedConversation['verdicts']): boolean {
  return verdicts.some((v) => {
    if (fold(v.criterion) !== fold(x.name ?? '') && fold(v.criterion) !== fold(x.name ?? '').replaceAll('-', ' '))
      return false
    const number = v.number ?? (v.value !== null && /^[0-9]/.test(v.value) ? Number.parseFloat(v.value) : null)
    if (x.op === 'exists') return v.value !== null
    if (x.op === 'is')
      return x.values.some(
        (w) => (v.value !== null && fold(v.value) === fold(w)) || (number !== null && readNumber(w) === number)
      )
    return isNumber(x, number, readNumber)
  })
}
function isBy(x: Condition, annotations: readonly SeedAnnotation[], asker: Asker): boolean {
  const values = x.values.map((v) => (v === '@me' ? asker.reviewer : v))
  return annotations.some((a) => isWord({ ...x, values }, a.reviewer, false))
}

// ---- one conversation ----------------------------------------------------------------------------------------------------------
function holdsCondition(x: Condition, c: SeedConversation, asker: Asker): boolean {
  switch (x.field) {
    case 'cites':
      return isCited(x, c.wholeCitations) || c.messages.some((m) => isCited(x, m.citations ?? []))
    case 'text':
    case 'user':
    case 'bot':
    case 'human':
    case 'q':
    case 'chars':
    case 'wait':
      return c.messages.some((m) => messageCondition(x, c, m, asker))
    case 'channel':
      return isWord(x, c.channel) || (x.op !== 'exists' && isWord(x, c.channelRaw, false))
    case 'status':
      return isWord(x, c.status) || (x.op !== 'exists' && isWord(x, c.statusRaw, false))
    case 'topic':
      return isWord(x, c.topic)
    case 'lang':
      return isWord(x, c.language)
    case 'country':
      return isWord(x, c.country)
    case 'agent':
      return isWord(x, AGENTS[c.agentId - 1]!, false)
    case 'origin':
      return isWord(x, SOURCES[c.sourceId - 1]!, false)
    case 'sentiment':
      return x.values.some((v) => choiceOf('sentiment', v) === (c.sentiment ?? 'none'))
    case 'review':
      return x.values.some((v) => choiceOf('review', v) === c.reviewState)
    case 'last':
      return x.values.some((v) => choiceOf('last', v) === c.lastRole)
    case 'confidence':
      return isConfidence(x, c.confidence, asker)
    case 'feedback':
      return x.values.some(
        (v) => ({ up: c.up > 0, down: c.down > 0, none: c.up === 0 && c.down === 0 })[choiceOf('feedback', v)]
      )
    case 'date':
    case 'after':
    case 'before':
    case 'newer_than':
    case 'older_than':
      return (
        isDate(x, c.startedAt, c.lastAt ?? c.startedAt, asker) || (c.startedAt === null && endsOnly(x, c.lastAt, asker))
      )
    case 'started':
      return isDate(x, c.startedAt, c.startedAt, asker)
    case 'hour':
    case 'weekday':
      return isOnRing(x, c.startedAt, asker)
    case 'messages':
      return isNumber(x, c.messages.length, readNumber)
    case 'note':
      return c.notes.some((n) => x.op === 'exists' || hasText(x, n.body))
    case 'tag':
      return isTagged(x, c.tags)
    case 'issue':
      return c.issues.some(
        (i) => isWord(x, i.title, false) || (x.op === 'is' && x.values.some((v) => readNumber(v) === i.id))
      )
    case 'verdict':
      return isJudged(x, c.verdicts)
    case 'score':
      return isScored(x, c.verdicts)
    case 'by':
      return isBy(x, [...c.verdicts, ...c.notes, ...c.tags, ...c.flags], asker)
    case 'is':
      return x.values.some((v) => isFlagged(choiceOf('is', v), c))
    case 'has':
      return x.values.some((v) => hasPart(choiceOf('has', v), c))
    case 'no':
      return x.values.some((v) => !hasPart(choiceOf('no', v), c))
    case 'import':
      return c.importIds.some(
        (i) => isWord(x, SOURCES[i - 1]!, false) || (x.op === 'is' && x.values.some((v) => readNumber(v) === i))
      )
    case 'id':
      return x.op === 'is'
        ? x.values.some((v) => v === c.externalId || readNumber(v) === c.id)
        : x.values.some((v) => fold(c.externalId).startsWith(fold(v)))
    case 'customer':
      if (x.op === 'exists') return c.customer !== null
      return [c.customer, ...Object.values(c.customerFields ?? {})].some((text) => text !== null && hasText(x, text))
  }
}

/** A conversation without a start but with an end: only what asks for the end alone can hold. */
function endsOnly(x: Condition, end: number | null, asker: Asker): boolean {
  if (end === null) return false
  const open = x.op === 'between' && x.values[1] === '*'
  const asksEnd =
    ['after', 'newer_than'].includes(x.field) || (x.field === 'date' && (x.op === 'gt' || x.op === 'gte' || open))
  return asksEnd && isDate(x, end, end, asker)
}

function isFlagged(flag: string, c: SeedConversation): boolean {
  switch (flag) {
    case 'reviewed':
      return c.reviewState === 'done'
    case 'in-review':
      return c.reviewState === 'in review'
    case 'escalated':
      return c.status === 'escalated'
    case 'flagged':
      return c.flags.length > 0
    case 'drafted':
      return c.pairs.some((p) => p.state === 'draft' || p.state === 'ready')
    case 'sent':
      return c.pairs.some((p) => p.state === 'sent' || p.state === 'live')
    case 'changed':
      return c.reviewedAt !== null && c.changedAt > c.reviewedAt
    case 'unanswered':
      return (c.unanswered ?? 0) > 0
    case 'test':
      return c.isTest
    default:
      return c.reviewState === flag
  }
}

function hasPart(part: string, c: SeedConversation): boolean {
  switch (part) {
    case 'note':
      return c.notes.length > 0
    case 'tag':
      return c.tags.length > 0
    case 'citation':
      return c.citationCount > 0
    case 'correction':
      return c.pairs.some((p) => p.state !== 'withdrawn')
    case 'draft':
      return c.pairs.some((p) => p.state === 'draft' || p.state === 'ready')
    case 'issue':
      return c.issues.length > 0
    default:
      return c.up > 0 || c.down > 0
  }
}

// ---- order -------------------------------------------------------------------------------------------------------------------
export function inOrder(conversations: readonly SeedConversation[], sort: readonly Sort[]): number[] {
  const keys: ((a: SeedConversation, b: SeedConversation) => number)[] = []
  const by =
    (key: (c: SeedConversation) => string | number | null, way: number) =>
    (a: SeedConversation, b: SeedConversation) => {
      const [x, y] = [key(a), key(b)]
      if (x === null || y === null) return Number(x === null) - Number(y === null)
      return way * (typeof x === 'string' ? Buffer.compare(Buffer.from(x), Buffer.from(String(y))) : x - Number(y))
    }
  let idWay = -1
  let isDated = false
  for (const { field, direction } of sort) {
    const way = direction === 'asc' ? 1 : -1
    if (field === 'relevance' || isDated) continue
    if (field === 'date') {
      keys.push(by((c) => c.startedAt, way))
      idWay = way
      isDated = true
    } else keys.push(by(SORT[field], way))
  }
  if (!isDated) keys.push(by((c) => c.startedAt, -1))
  keys.push((a, b) => idWay * (a.id - b.id))
  return conversations.toSorted((a, b) => keys.reduce((found, key) => found || key(a, b), 0)).map((c) => c.id)
}

const folded = (text: string | null) => (text === null ? null : fold(text))
const SORT: Record<Exclude<Sort['field'], 'date' | 'relevance'>, (c: SeedConversation) => string | number | null> = {
  last: (c) => c.lastAt,
  preview: (c) => folded(c.preview),
  channel: (c) => folded(c.channel),
  status: (c) => folded(c.status),
  messages: (c) => c.messages.length,
  feedback: (c) => (c.up + c.down > 0 ? c.up - c.down : null),
  confidence: (c) => c.confidence,
  sentiment: (c) => c.sentiment,
  topic: (c) => folded(c.topic),
  customer: (c) => folded(c.customer),
  agent: (c) => folded(AGENTS[c.agentId - 1]!),
  source: (c) => folded(SOURCES[c.sourceId - 1]!),
  review: (c) => c.reviewState
}
