// Which answers count as weak, and how bad they were.
import { type AnswerSignals, isMeasuredWeak, type Threshold } from '../../shared/improve'

/** What people judged an answer to be; null: nobody did. */
export type Judgement = 'good' | 'bad' | null

/** What a person judged outranks what was measured. */
export function isWeak(answer: AnswerSignals, judged: Judgement, threshold: Threshold): boolean {
  return judged === null ? isMeasuredWeak(answer, threshold) : judged === 'bad'
}

/** From here an answer counts as good without anyone saying so: the default of the band "high". */
const HIGH = 0.8

/** Answers that a new pair must not take over: thumbs up, judged good, or sure and not thumbed down. */
export function isGood(answer: AnswerSignals, judged: Judgement): boolean {
  if (judged !== null) return judged === 'good'
  if (answer.isDown) return false
  return answer.isUp || (answer.confidence !== null && answer.confidence >= HIGH && answer.isCited !== false)
}

/**
 * How bad a weak answer was, 0..1: 1 where a person said so (thumbs down, judged bad), else what is missing of its confidence;
 * 0.5 where there is none. Without citation at least 0.5.
 */
export function badness(answer: AnswerSignals, judged: Judgement): number {
  if (answer.isDown || judged === 'bad') return 1
  const unsure = answer.confidence === null ? 0.5 : 1 - answer.confidence
  return answer.isCited === false ? Math.max(0.5, unsure) : unsure
}
