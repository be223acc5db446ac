// The known word that a mistyped one is closest to.

/** Letters that may be wrong, by length: short words must fit exactly, or `to:` would be taken for `no:`. */
function tolerance(length: number): number {
  if (length <= 2) return 0
  return length <= 5 ? 1 : 2
}

/** The nearest of `words` within one or two slips (wrong, missing, extra or swapped letters); undefined when none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  let best: string | undefined
  let fewest = tolerance(typed.length) + 1
  for (const known of words) {
    if (Math.abs(known.length - typed.length) >= fewest || (known[0] !== typed[0] && typed.length < 6)) continue
    const slips = distance(typed, known)
    if (slips < fewest) {
      best = known
      fewest = slips
    }
  }
  return best
}

/** Optimal string alignment distance (Damerau–Levenshtein without overlapping swaps). */
export function distance(a: string, b: string): number {
  let previous: number[] = []
  let current = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((current[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (current[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (previous[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    previous = current
    current = next
  }
  return current[b.length] ?? 0
}
