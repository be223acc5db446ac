// What the reader answers about reviewing: annotations, issues, tags, history, review sets and their summaries, scorecards.
import type { ReadableDatabase } from '../database/open'
import type { Handlers } from '../rpc'
import { readAnnotations } from './annotations'
import { listHistory } from './history'
import { listIssues } from './issues'
import { previewBulk } from './preview'
import { listReviewSets, nextOpenItem, readItems } from './review-sets'
import { listScorecards, readScorecard } from './scorecards'
import { summarize } from './summary'
import { listTags } from './tags'

type ReviewQuery =
  | 'review.annotations'
  | 'review.preview'
  | 'review.sets'
  | 'review.items'
  | 'review.nextOpen'
  | 'review.summary'
  | 'issues.list'
  | 'tags.list'
  | 'history.list'
  | 'scorecards.list'
  | 'scorecards.get'

export function reviewQueries(open: () => ReadableDatabase): Pick<Handlers<'reader'>, ReviewQuery> {
  return {
    'review.annotations': (_call, { conversationId }) => readAnnotations(open(), conversationId),
    'review.preview': (_call, { act, conversations }) => previewBulk(open(), act, conversations),
    'review.sets': () => listReviewSets(open()),
    'review.items': (_call, { reviewSet, start, end }) => readItems(open(), reviewSet, start, end),
    'review.nextOpen': (_call, { reviewSet, after }) => nextOpenItem(open(), reviewSet, after),
    'review.summary': (_call, { reviewSet }) => summarize(open(), reviewSet),
    'issues.list': () => listIssues(open()),
    'tags.list': () => listTags(open()),
    'history.list': (_call, { limit }) => listHistory(open(), limit),
    'scorecards.list': () => listScorecards(open()),
    'scorecards.get': (_call, { id }) => readScorecard(open(), id)
  }
}
