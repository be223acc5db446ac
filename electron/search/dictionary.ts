// Words of a column as small numbers: what a typed array holds, and what the words are.

export interface Entry {
  /** The word that is shown and counted; null where the product has none for the source's own. */
  readonly word: string | null
  /** The source's own word, in columns that keep it. */
  readonly raw: string | null
}

export interface Dictionary {
  /** By code. Code 0 is no word at all. */
  readonly entries: readonly Entry[]
  /** The code of a word, new or known. */
  codeOf(word: string | null, raw?: string | null): number
}

export function createDictionary(): Dictionary {
  const entries: Entry[] = [{ word: null, raw: null }]
  const codes = new Map<string | null, Map<string | null, number>>([[null, new Map([[null, 0]])]])
  return {
    entries,
    codeOf(word, raw = null) {
      let byRaw = codes.get(word)
      if (!byRaw) {
        byRaw = new Map()
        codes.set(word, byRaw)
      }
      let code = byRaw.get(raw)
      if (code === undefined) {
        code = entries.length
        entries.push({ word, raw })
        byRaw.set(raw, code)
      }
      return code
    }
  }
}
