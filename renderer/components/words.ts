// The product's words for values of the data: one place, so that grid, facets, chips and transcript say the same.

import type { Band, Channel, ReviewState, Role, Sentiment, Status } from '../../shared/domain'
import type { FieldName, Flag, Part } from '../../shared/query/fields'

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  widget: 'Widget',
  email: 'Email',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  slack: 'Slack',
  phone: 'Phone',
  sms: 'SMS',
  api: 'API',
  helpdesk: 'Help desk',
  search: 'Search',
  playground: 'Playground',
  other: 'Other'
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  open: 'Open',
  ended: 'Ended',
  escalated: 'Escalated',
  resolved: 'Resolved',
  paused: 'Paused'
}

export const BAND_WORDS: Readonly<Record<Band, string>> = { high: 'High', medium: 'Medium', low: 'Low', none: 'None' }

export const SENTIMENT_WORDS: Readonly<Record<Sentiment, string>> = {
  positive: 'Positive',
  neutral: 'Neutral',
  negative: 'Negative'
}

export const REVIEW_WORDS: Readonly<Record<ReviewState, string>> = {
  unreviewed: 'Unreviewed',
  'in review': 'In review',
  done: 'Done',
  skipped: 'Skipped',
  declined: 'Declined'
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  agent: 'Agent',
  human: 'Teammate',
  system: 'System'
}

const isKeyOf = <K extends string>(words: Readonly<Record<K, string>>, value: string): value is K =>
  Object.hasOwn(words, value)

const FEEDBACK_WORDS = { up: 'Thumbs up', down: 'Thumbs down', none: 'No feedback' } as const

const PART_WORDS: Readonly<Record<Part, string>> = {
  note: 'Note',
  tag: 'Tag',
  citation: 'Citation',
  correction: 'Correction',
  draft: 'Draft',
  issue: 'Issue',
  feedback: 'Feedback',
  human: 'Teammate'
}

const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  reviewed: 'Reviewed',
  unreviewed: 'Unreviewed',
  'in-review': 'In review',
  skipped: 'Skipped',
  declined: 'Declined',
  escalated: 'Escalated',
  flagged: 'Flagged',
  drafted: 'Drafted',
  sent: 'Sent',
  changed: 'Changed since review',
  unanswered: 'Unanswered',
  test: 'Test'
}

/** A value of a field as people read it; a value from the data that the product has no word for stays as it is. */
export function valueWords(field: FieldName, value: string): string {
  switch (field) {
    case 'channel':
      return isKeyOf(CHANNEL_WORDS, value) ? CHANNEL_WORDS[value] : value
    case 'status':
      return isKeyOf(STATUS_WORDS, value) ? STATUS_WORDS[value] : value
    case 'confidence':
      return isKeyOf(BAND_WORDS, value) ? BAND_WORDS[value] : value
    case 'sentiment':
      return isKeyOf(SENTIMENT_WORDS, value) ? SENTIMENT_WORDS[value] : value === 'none' ? 'None' : value
    case 'review':
      return isKeyOf(REVIEW_WORDS, value) ? REVIEW_WORDS[value] : value
    case 'feedback':
      return isKeyOf(FEEDBACK_WORDS, value) ? FEEDBACK_WORDS[value] : value
    case 'has':
      return isKeyOf(PART_WORDS, value) ? PART_WORDS[value] : value
    case 'is':
      return isKeyOf(FLAG_WORDS, value) ? FLAG_WORDS[value] : value
    case 'last':
      return isKeyOf(ROLE_WORDS, value) ? ROLE_WORDS[value] : value
    default:
      return value
  }
}
