// The words of hand-offs.
import type { Priority } from '../../shared/hand-off'

export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  none: 'None',
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent'
}
