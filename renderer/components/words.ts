// The product's words for values of the data: one place, so that grid, facets, chips and transcript say the same.
import type { Band, Channel, ReviewState, Role, Sentiment, Status } from '../../shared/domain'

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
