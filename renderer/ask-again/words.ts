// Sentences about what came of asking again.
import type { AskedSummary, AskResult } from '../../shared/ask-again'
import { counted } from '../transcript/words'

/** "2 questions answered. 1 question got no answer; it may have been asked. 3 questions were not asked: the agent has no credits left." */
export function resultWords({ answered, refused, unclear, notAsked, stopped }: AskResult): string {
  const sentences = [
    (answered > 0 || refused + unclear + notAsked === 0) && `${counted(answered, 'question')} answered.`,
    refused > 0 && `${counted(refused, 'question')} refused by the platform.`,
    unclear > 0 &&
      `${counted(unclear, 'question')} got no answer; ${unclear === 1 ? 'it' : 'they'} may have been asked.`,
    notAsked > 0 && `${counted(notAsked, 'question')} ${notAsked === 1 ? 'was' : 'were'} not asked.`,
    stopped
  ]
  return sentences.filter(Boolean).join(' ')
}

/** "Fixed: 2 of 3", "Not fixed: 1 of 3"; null while nobody judged. */
export function evidenceWords({ asked, fixed, notFixed }: AskedSummary): string {
  const parts = [
    fixed > 0 && `${fixed.toLocaleString()} fixed`,
    notFixed > 0 && `${notFixed.toLocaleString()} not fixed`
  ].filter(Boolean)
  const times = counted(asked, 'time')
  return parts.length === 0 ? `Asked again ${times}` : `Asked again ${times}: ${parts.join(', ')}`
}
