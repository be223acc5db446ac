// Among the answers to one question: values that say different things about the same, and how they followed each other in time.
import type { Drift } from '../../shared/answers'
import type { FactKind } from '../../shared/facts/find-facts'
import type { StatedValue } from './stated-values'

/** One answer to the question. */
export interface GivenAnswer {
  readonly conversation: number
  /** When it was asked; null: not known. */
  readonly at: number | null
  readonly values: readonly StatedValue[]
}

/** Answers that state one value. */
export interface ValueGiven<A extends GivenAnswer = GivenAnswer> {
  /** As it was written last. */
  readonly text: string
  readonly sentence: string
  readonly answers: readonly A[]
  readonly conversations: number
  readonly firstAt: number | null
  readonly lastAt: number | null
}

export interface Conflict<A extends GivenAnswer = GivenAnswer> {
  readonly kind: FactKind
  /** The most frequent first. */
  readonly values: readonly ValueGiven<A>[]
  readonly drift: Drift
}

/** Share of the smaller context's words that two values must have in common to be about the same. */
const SAME_THING = 0.5
/** The most frequent value must stand in this share of the answers: what scatters more is each customer's own. */
const LEADING_SHARE = 1 / 3
/** Answers for each further value, beyond two: the same reason. */
const ANSWERS_A_VALUE = 3
const MOST_VALUES = 12
/** So many values may have been said once; where more of them and most were, they are each customer's own too. */
const SAID_ONCE = 2

interface Slot<A> {
  readonly kind: FactKind
  readonly unit: string
  readonly context: ReadonlySet<string>
  /** By conversation: a conversation says it once, however often it asks. */
  readonly said: Map<number, { readonly answer: A; readonly stated: Map<string, StatedValue> }[]>
}

/** Values of a kind and unit, with alike words around them, that differ between answers. */
export function conflictsOf<A extends GivenAnswer>(answers: readonly A[]): Conflict<A>[] {
  const slots: Slot<A>[] = []
  for (const answer of answers) {
    const own = new Map<Slot<A>, Map<string, StatedValue>>()
    for (const value of answer.values) {
      let slot = slots.find((one) => isAbout(one, value))
      if (!slot) {
        slot = { kind: value.kind, unit: value.unit, context: value.context, said: new Map() }
        slots.push(slot)
      }
      const stated = own.get(slot) ?? new Map<string, StatedValue>()
      own.set(slot, stated.set(value.value, value))
    }
    for (const [slot, stated] of own)
      slot.said.set(answer.conversation, [...(slot.said.get(answer.conversation) ?? []), { answer, stated }])
  }
  return joined(slots).flatMap((slot) => conflictIn(slot) ?? [])
}

/** Answers put the same in other words: slots that share a value are about the same, for they answer one question. */
function joined<A extends GivenAnswer>(slots: readonly Slot<A>[]): Slot<A>[] {
  const result: Slot<A>[] = []
  for (const slot of slots) {
    const mine = valuesIn(slot)
    const same = result.find(
      (one) => one.kind === slot.kind && one.unit === slot.unit && [...valuesIn(one)].some((value) => mine.has(value))
    )
    if (!same) {
      result.push(slot)
      continue
    }
    for (const [conversation, given] of slot.said) {
      const known = same.said.get(conversation) ?? []
      for (const { answer, stated } of given) {
        const own = known.find((one) => one.answer === answer)
        if (own) for (const [value, as] of stated) own.stated.set(value, as)
        else known.push({ answer, stated })
      }
      same.said.set(conversation, known)
    }
  }
  return result
}

function valuesIn<A>({ said }: Slot<A>): Set<string> {
  return new Set([...said.values()].flatMap((given) => given.flatMap(({ stated }) => [...stated.keys()])))
}

function isAbout<A>(slot: Slot<A>, { kind, unit, context }: StatedValue): boolean {
  if (slot.kind !== kind || slot.unit !== unit) return false
  const smaller = Math.min(slot.context.size, context.size)
  if (smaller === 0) return slot.context.size === context.size
  let shared = 0
  for (const word of context) if (slot.context.has(word)) shared++
  return shared / smaller >= SAME_THING
}

function conflictIn<A extends GivenAnswer>({ kind, said }: Slot<A>): Conflict<A> | null {
  const byValue = new Map<string, { readonly answer: A; readonly value: StatedValue }[]>()
  for (const given of said.values()) {
    for (const { answer, stated } of given) {
      // An answer that states two values tells them apart itself: "30 days, in the sale 14".
      const [only] = stated
      if (stated.size !== 1 || !only) continue
      byValue.set(only[0], [...(byValue.get(only[0]) ?? []), { answer, value: only[1] }])
    }
  }
  const values = [...byValue.values()].map(valueGiven).sort((a, b) => b.conversations - a.conversations)
  const total = values.reduce((sum, { conversations }) => sum + conversations, 0)
  const [leading] = values
  if (!leading || values.length < 2 || leading.conversations < 2) return null
  if (leading.conversations / total < LEADING_SHARE || values.length > MOST_VALUES) return null
  if (values.length > Math.max(2, total / ANSWERS_A_VALUE)) return null
  const once = values.filter(({ conversations }) => conversations === 1).length
  if (once > Math.max(SAID_ONCE, values.length / 2)) return null
  return { kind, values, drift: driftOf(values) }
}

function valueGiven<A extends GivenAnswer>(
  given: readonly { readonly answer: A; readonly value: StatedValue }[]
): ValueGiven<A> {
  const byTime = given.toSorted((a, b) => (a.answer.at ?? 0) - (b.answer.at ?? 0))
  const times = byTime.flatMap(({ answer }) => answer.at ?? [])
  const last = byTime.at(-1)
  return {
    text: last?.value.text ?? '',
    sentence: last?.value.sentence ?? '',
    answers: byTime.map(({ answer }) => answer),
    conversations: new Set(byTime.map(({ answer }) => answer.conversation)).size,
    firstAt: times[0] ?? null,
    lastAt: times.at(-1) ?? null
  }
}

/** `changed`: each value ended before the next began, as after a new price; `mixed`: they were given in the same time. */
function driftOf(values: readonly ValueGiven[]): Drift {
  const inTime = values.toSorted((a, b) => (a.firstAt ?? 0) - (b.firstAt ?? 0))
  if (inTime.some(({ firstAt }) => firstAt === null)) return 'mixed'
  const follows = inTime.every((value, i) => i === 0 || (inTime[i - 1]?.lastAt ?? 0) <= (value.firstAt ?? 0))
  return follows ? 'changed' : 'mixed'
}
