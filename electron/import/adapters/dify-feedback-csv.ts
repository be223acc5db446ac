// Dify's feedback export as CSV (api/services/feedback_service.py): one row per rating, with the question and the answer it is about.
// Only rated answers are in it, and answers are cut at 500 characters.
import { tableAdapter } from './table-adapter'

const MARKS = [
  'feedback_id',
  'conversation_id',
  'message_id',
  'user_query',
  'ai_response',
  'feedback_rating',
  'message_date'
]

export const difyFeedbackCsv = tableAdapter({
  id: 'dify-feedback-csv',
  label: 'Dify feedback (CSV)',
  certainty: 0.97,
  reason:
    'The columns are those of Dify’s feedback export. It holds rated answers only, and cuts answers at 500 characters.',
  matches: (header) => MARKS.every((name) => header.includes(name)),
  mapping: {
    rows: 'pair',
    columns: {
      app_name: 'agent',
      conversation_id: 'conversation.id',
      conversation_name: 'conversation.title',
      message_id: 'message.id',
      user_query: 'pair.question',
      ai_response: 'pair.answer',
      feedback_rating: 'message.feedback',
      feedback_comment: 'message.feedbackComment',
      message_date: 'message.sentAt',
      from_end_user_id: 'customer.id'
    }
  },
  touches: {
    message: (message, cells) => {
      if (message.role !== 'agent') return message
      const rater = cells['feedback_source'] === 'admin' ? 'teammate' : 'customer'
      return { ...message, feedback: message.feedback?.map((given) => ({ ...given, rater })) }
    }
  }
})
