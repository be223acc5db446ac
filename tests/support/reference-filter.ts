// The meaning of a query, slow and obvious: every conversation looked at, every clause asked, nothing shared with the search code but
// the reading of dates, numbers and words.
import { choiceOf } from '../../shared/query/fields'
import { readNumber } from '../../shared/query/numbers'
import type { Condition, Filter } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { isBy, isCited, isJudged, isScored, isTagged, messageCondition } from './reference-message'
import { type Asker, hasText, isConfidence, isDate, isNumber, isOnRing, isWord } from './reference-values'
import { AGENTS, type SeedConversation, type SeedMessage, SOURCES } from './seed-workspace'

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
    case 'human':
      return c.messages.some((m) => m.role === 'human')
    default:
      return c.up > 0 || c.down > 0
  }
}
