// Among the answers to one question: values that say different things about the same, and how they followed each other in time.
import type { Drift } from '../../shared/answers'
import type { FactKind } from '../../shared/facts/find-facts'
import type { Pause } from './pause'
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
  /** Every value among `said`. */
  readonly values: Set<string>
  /** By conversation: a conversation says it once, however often it asks. */
  readonly said: Map<number, Said<A>[]>
}

interface Said<A> {
  readonly answer: A
  readonly stated: Map<string, StatedValue>
}

/** Values of a kind and unit, with alike words around them, that differ between answers. Rejects when `pause` does. */
export async function conflictsOf<A extends GivenAnswer>(answers: readonly A[], pause?: Pause): Promise<Conflict<A>[]> {
  const slots = new Slots<A>()
  for (const answer of answers) {
    const own = new Map<Slot<A>, Map<string, StatedValue>>()
    for (const value of answer.values) {
      const slot = slots.of(value)
      const stated = own.get(slot) ?? new Map<string, StatedValue>()
      own.set(slot, stated.set(value.value, value))
    }
    for (const [slot, stated] of own) say(slot, answer, stated)
    await pause?.()
  }
  const found: Conflict<A>[] = []
  for (const slot of await joined(slots.all, pause)) {
    const conflict = conflictIn(slot)
    if (conflict) found.push(conflict)
    await pause?.()
  }
  return found
}

function say<A>({ values, said }: Slot<A>, answer: A & GivenAnswer, stated: ReadonlyMap<string, StatedValue>): void {
  const known = said.get(answer.conversation) ?? []
  const own = known.find((one) => one.answer === answer)
  if (own) for (const [value, as] of stated) own.stated.set(value, as)
  else known.push({ answer, stated: new Map(stated) })
  said.set(answer.conversation, known)
  for (const value of stated.keys()) values.add(value)
}

/** Slots are sought among those of one kind and unit; what a sentence stated before is there at once. */
class Slots<A> {
  readonly all: Slot<A>[] = []
  private readonly byUnit = new Map<string, Slot<A>[]>()
  private readonly known = new Map<StatedValue, Slot<A>>()

  of(value: StatedValue): Slot<A> {
    const known = this.known.get(value)
    if (known) return known
    const { kind, unit, context } = value
    const key = `${kind} ${unit}`
    const alike = this.byUnit.get(key) ?? []
    let slot = alike.find((one) => isAbout(one.context, context))
    if (!slot) {
      slot = { kind, unit, context, values: new Set(), said: new Map() }
      this.all.push(slot)
      this.byUnit.set(key, [...alike, slot])
    }
    this.known.set(value, slot)
    return slot
  }
}

function isAbout(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const smaller = Math.min(one.size, other.size)
  if (smaller === 0) return one.size === other.size
  let shared = 0
  for (const word of other) if (one.has(word)) shared++
  return shared / smaller >= SAME_THING
}

/** Answers put the same in other words: slots that share a value are about the same, for they answer one question. */
async function joined<A extends GivenAnswer>(slots: readonly Slot<A>[], pause?: Pause): Promise<Slot<A>[]> {
  const result: Slot<A>[] = []
  const holders = new Map<string, Slot<A>>()
  for (const slot of slots) {
    const keys = [...slot.values].map((value) => `${slot.kind} ${slot.unit} ${value}`)
    const same = keys.map((key) => holders.get(key)).find((one) => one !== undefined) ?? slot
    if (same === slot) result.push(slot)
    else for (const given of slot.said.values()) for (const { answer, stated } of given) say(same, answer, stated)
    for (const key of keys) if (!holders.has(key)) holders.set(key, same)
    await pause?.()
  }
  return result
}

function conflictIn<A extends GivenAnswer>({ kind, said }: Slot<A>): Conflict<A> | null {
  const byValue = new Map<string, { readonly answer: A; readonly value: StatedValue }[]>()
  for (const given of said.values()) {
    for (const { answer, stated } of given) {
      // An answer that states two values tells them apart itself: "30 days, in the sale 14".
      const [only] = stated
      if (stated.size !== 1 || !only) continue
      const known = byValue.get(only[0])
      if (known) known.push({ answer, value: only[1] })
      else byValue.set(only[0], [{ answer, value: only[1] }])
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
