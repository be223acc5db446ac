// Thumbs, stars and confidence in every form that platforms write them.
import type { FeedbackRecord, ThumbValue } from '../database/conversation-record'
import { textOf } from './plain-text'
import type { RawFeedback } from './raw'
import { plainWord } from './vocabulary'

const UP = new Set(
  'positive pos good great up like liked thumbsup thumbup upvote upvoted helpful yes y true love loved satisfied happy correct positiv gut sehrgut hilfreich ja bien bueno bom buono goed oui sí si sim'.split(
    ' '
  )
)
const DOWN = new Set(
  'negative neg bad down dislike disliked thumbsdown thumbdown downvote downvoted unhelpful nothelpful no n false unsatisfied dissatisfied unhappy wrong incorrect negativ schlecht sehrschlecht nichthilfreich nein mal malo mauvais ruim cattivo slecht non não nee'.split(
    ' '
  )
)
const UP_EMOJI = /[👍😀😃😄😊🙂😍❤💚✅]/u
const DOWN_EMOJI = /[👎😞😠😡🙁☹😢❌]/u

/** Stars of 4 and more are thumbs up, of 2 and less thumbs down; 3 is neither. */
function starsToThumb(stars: number): ThumbValue | null {
  if (stars >= 4) return 1
  return stars <= 2 ? -1 : null
}

/** What a rating says: -1, 0, 1, words in any spelling, booleans, emoji, `4/5`, `★★★★☆`, stars from 1 to 5. */
export function ratingOf(
  value: unknown,
  isStars = false
): { readonly thumb: ThumbValue | null; readonly stars: number | null } {
  const none = { thumb: null, stars: null }
  if (typeof value === 'boolean') return { thumb: value ? 1 : -1, stars: null }
  if (typeof value !== 'number' && typeof value !== 'string') return none
  const text = String(value).trim()
  const drawn = /^(?:[★⭐]\ufe0f?)+[☆\s]*$/u.test(text) ? (text.match(/[★⭐]/gu)?.length ?? 0) : null
  const counted =
    drawn ??
    Number(/^([+-]?\d+(?:[.,]\d+)?)(?:\s*\/\s*5|\s*stars?)?$/i.exec(text)?.[1]?.replace(',', '.') ?? Number.NaN)
  if (!Number.isNaN(counted)) {
    const saysStars = isStars || drawn !== null || /[/s]/i.test(text) || counted > 1
    if (saysStars) return counted >= 1 && counted <= 5 ? { thumb: starsToThumb(counted), stars: counted } : none
    return counted === 0 ? none : { thumb: counted > 0 ? 1 : -1, stars: null }
  }
  if (UP_EMOJI.test(text)) return { thumb: 1, stars: null }
  if (DOWN_EMOJI.test(text)) return { thumb: -1, stars: null }
  const word = plainWord(text)
  if (UP.has(word)) return { thumb: 1, stars: null }
  return DOWN.has(word) ? { thumb: -1, stars: null } : none
}

const NO_FEEDBACK: readonly FeedbackRecord[] = []

/** Feedback that says something: a rating or a comment. `null`, 0, NEUTRAL and `--` alone are no feedback. */
export function feedbackOf(given: readonly RawFeedback[] | undefined): readonly FeedbackRecord[] {
  if (given === undefined || given.length === 0) return NO_FEEDBACK
  const found: FeedbackRecord[] = []
  for (const { value, comment, rater, isStars } of given) {
    const { thumb, stars } = ratingOf(value, isStars)
    const said = textOf(comment)
    if (thumb === null && stars === null && said === null) continue
    found.push({ rater: rater ?? 'unknown', thumb, stars, comment: said, raw: rawWord(value) })
  }
  return found
}

function rawWord(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return textOf(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** Band words as scores: the middle of the default bands, so that the word comes back as the same band. */
const BAND_SCORES: Readonly<Record<string, number>> = {
  high: 0.9,
  hoch: 0.9,
  medium: 0.65,
  mid: 0.65,
  mittel: 0.65,
  low: 0.25,
  niedrig: 0.25
}

/**
 * A confidence as 0..1: 0.87, "0,87", 87 (scale 100, or any number above 1), "87 %", high / medium / low. null for anything
 * else, also for numbers outside of the scale.
 */
export function confidenceOf(value: unknown, scale?: 1 | 100): number | null {
  if (typeof value === 'number') return onScale(value, scale)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (text === '') return null
  const match = /^(\d*[.,]?\d+(?:e-?\d+)?)\s*(%?)$/i.exec(text)
  if (match?.[1] !== undefined) return onScale(Number(match[1].replace(',', '.')), match[2] === '%' ? 100 : scale)
  return BAND_SCORES[plainWord(text)] ?? null
}

function onScale(value: number, scale: 1 | 100 | undefined): number | null {
  const score = scale === 100 || (scale === undefined && value > 1) ? value / 100 : value
  // -0 would be stored as a different zero.
  return score >= 0 && score <= 1 ? score + 0 : null
}
