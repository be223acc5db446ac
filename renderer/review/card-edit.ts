// Edits of a scorecard before it is saved: criteria added, moved, changed, taken away; keys made from labels.
import { type Criterion, criterionSchema, type Scorecard } from '../../shared/review'
import { fold } from '../../shared/search-text'

export interface CardDraft {
  readonly key: string
  readonly name: string
  readonly criteria: readonly Criterion[]
}

/** Keys of new criteria and cards come from their labels: "Tone of voice" is `tone-of-voice`, as in `score.tone-of-voice`. */
export function keyFrom(label: string, taken: readonly string[]): string {
  const base =
    fold(label)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 50) || 'criterion'
  let key = base
  for (let n = 2; taken.includes(key); n++) key = `${base}-${n}`
  return key
}

export function newDraft(card: Scorecard | null): CardDraft {
  return card
    ? { key: card.key, name: card.name, criteria: card.criteria }
    : { key: '', name: '', criteria: [newCriterion([])] }
}

export function newCriterion(criteria: readonly Criterion[]): Criterion {
  const label = `Criterion ${criteria.length + 1}`
  const key = keyFrom(
    label,
    criteria.map((one) => one.key)
  )
  return criterionSchema.parse({ key, label, kind: 'choice', options: ['good', 'bad'] })
}

/** The criterion at `index` put `by` places further. */
export function moved(criteria: readonly Criterion[], index: number, by: 1 | -1): readonly Criterion[] {
  const to = index + by
  const one = criteria[index]
  if (!one || to < 0 || to >= criteria.length) return criteria
  const others = criteria.filter((_, at) => at !== index)
  return [...others.slice(0, to), one, ...others.slice(to)]
}

/**
 * The criteria with another one at `index`. The key of a criterion that is not saved yet follows its label; a saved one keeps its
 * key, because verdicts hold on to it.
 */
export function changed(
  criteria: readonly Criterion[],
  index: number,
  next: Criterion,
  saved: readonly Criterion[]
): readonly Criterion[] {
  const others = criteria.flatMap((one, at) => (at === index ? [] : [one.key]))
  const isSaved = saved.some((one) => one.key === next.key)
  const one = isSaved ? next : { ...next, key: keyFrom(next.label, [...others, ...saved.map((old) => old.key)]) }
  return criteria.map((old, at) => (at === index ? one : old))
}

/** Why it cannot be saved, as a sentence; null when it can. */
export function problemOf({ name, criteria }: CardDraft): string | null {
  if (name.trim() === '') return 'The scorecard needs a name.'
  if (criteria.length === 0) return 'The scorecard needs a criterion.'
  for (const criterion of criteria) {
    if (criterion.label.trim() === '') return 'Every criterion needs a name.'
    if (criterion.kind === 'choice' && criterion.options.length < 2)
      return `“${criterion.label}” needs at least two values to choose from.`
  }
  const labels = criteria.map((criterion) => criterion.label.trim().toLowerCase())
  const twice = labels.find((label, index) => labels.indexOf(label) !== index)
  return twice === undefined ? null : `Two criteria are named “${twice}”.`
}
