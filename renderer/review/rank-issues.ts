// Orders issues for a conversation: the best match first, by the words they share with what is typed, else with the conversation.
import type { Issue } from '../../shared/review'
import { fold } from '../../shared/search-text'

/** Words of three letters and more, folded: "Rückgabe" and "ruckgabe" are one. */
function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []
}

/**
 * Open issues, best match first. `typed` decides where there is any; `about` is what the conversation says. A word counts the
 * more, the fewer issues have it (inverse document frequency).
 */
export function rankIssues(issues: readonly Issue[], typed: string, about: string): readonly Issue[] {
  const open = issues.filter((issue) => issue.state === 'open')
  const wanted = wordsOf(typed.trim() === '' ? about : typed)
  const words = new Map(open.map((issue) => [issue.id, wordsOf(`${issue.title} ${issue.body}`)]))
  const weight = (word: string) => {
    const holders = open.filter((issue) => words.get(issue.id)?.includes(word)).length
    return Math.log((open.length + 1) / (holders + 0.5))
  }
  const weights = new Map([...new Set(wanted)].map((word) => [word, weight(word)]))
  const score = (issue: Issue) => {
    const own = words.get(issue.id) ?? []
    let sum = 0
    for (const [word, value] of weights) {
      if (own.includes(word)) sum += value
      else if (own.some((other) => other.startsWith(word))) sum += value / 2
    }
    return sum
  }
  const scored = open.map((issue) => ({ issue, score: score(issue) }))
  const found = typed.trim() === '' ? scored : scored.filter((one) => one.score > 0)
  return found
    .sort((a, b) => b.score - a.score || b.issue.conversations - a.issue.conversations)
    .map(({ issue }) => issue)
}
