// What a condition means of one message, slow and obvious.
import { choiceOf } from '../../shared/query/fields'
import { readDuration, readNumber } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { type Asker, hasText, isConfidence, isDate, isNumber, isOnRing, isWord } from './reference-values'
import type { SeedAnnotation, SeedCitation, SeedConversation, SeedMessage } from './seed-workspace'

const ROLE = { user: 'customer', bot: 'agent', human: 'human', q: 'customer' } as const

export function isCited(condition: Condition, citations: readonly SeedCitation[]): boolean {
  if (condition.op === 'exists') return citations.length > 0
  if (condition.op === 'exact') return citations.some((t) => condition.values.some((v) => (t.title ?? t.url) === v))
  const whole = citations.map((t) => `${t.title ?? ''}\n${t.excerpt ?? ''}\n${t.url ?? ''}`)
  // The index holds the citations of a message as one text.
  return condition.op === 'contains' || condition.op === 'starts'
    ? hasText(condition, whole.join('\n'))
    : whole.some((text) => hasText(condition, text))
}

/** A folded part belongs to what was said, except where the whole text is compared. */
function said({ op }: Condition, { text, part }: SeedMessage): string {
  return part === null || op === 'exact' ? text : `${text}\n${part.name}\n${part.body}`
}

export function messageCondition(x: Condition, c: SeedConversation, m: SeedMessage, asker: Asker): boolean {
  const here = <A extends { messageKey: string | null }>(list: readonly A[]) =>
    list.filter((a) => a.messageKey === m.key)
  switch (x.field) {
    case 'text':
      return x.op === 'exists' || hasText(x, said(x, m))
    case 'user':
    case 'bot':
    case 'human':
    case 'q':
      if (m.role !== ROLE[x.field] || (x.field === 'q' && c.messages.find((o) => o.role === 'customer') !== m))
        return false
      return x.op === 'exists' || hasText(x, said(x, m))
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

export function messagePart(part: string, c: SeedConversation, m: SeedMessage): boolean {
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
    case 'human':
      return m.role === 'human'
    default:
      return m.thumb !== null
  }
}

export function isTagged(x: Condition, tags: SeedConversation['tags']): boolean {
  if (x.op === 'is' && tags.length === 0 && x.values.some((v) => fold(v) === 'none')) return true
  return tags.some((t) => isWord(x, t.name, false))
}
export function isJudged(x: Condition, verdicts: SeedConversation['verdicts']): boolean {
  return verdicts.some((v) => fold(v.criterion) === 'verdict' && isWord(x, v.value, false))
}
export function isScored(x: Condition, verdicts: SeedConversation['verdicts']): boolean {
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
export function isBy(x: Condition, annotations: readonly SeedAnnotation[], asker: Asker): boolean {
  const values = x.values.map((v) => (v === '@me' ? asker.reviewer : v))
  return annotations.some((a) => isWord({ ...x, values }, a.reviewer, false))
}
