// The victim of the review drill: reviews a set item by item and says on standard output what was acknowledged, until it is killed.
import { openWorkspace } from '../../../electron/database/open-workspace'
import { carryOut } from '../../../electron/review/acts'
import { decideItem, listReviewSets, readItems } from '../../../electron/review/review-sets'
import { actSchema } from '../../../shared/review'

const [file = ''] = process.argv.slice(2)
const { database } = openWorkspace(file, { create: false })
const set = listReviewSets(database)[0]
if (!set) throw new Error('the drill has made no review set')
const actor = () => ({ reviewer: 'Drill', now: Date.now() })
const say = (line: string) => process.stdout.write(`${line}\n`)

for (const item of readItems(database, set.id, set.resumeAt, set.total)) {
  const conversation = item.conversationId
  const act = (input: unknown) => carryOut(database, actSchema.parse(input), actor())
  act({
    kind: 'judge',
    conversation,
    scorecardId: set.scorecardId,
    criterion: 'verdict',
    value: 'wrong',
    reviewSetId: set.id
  })
  say(`verdict ${item.position}`)
  act({ kind: 'tag', conversations: [conversation], tag: `tag ${item.position % 7}` })
  say(`tag ${item.position}`)
  act({ kind: 'add-note', conversation, body: `Note on ${item.position}` })
  say(`note ${item.position}`)
  decideItem(database, { reviewSet: set.id, position: item.position, state: 'done', reason: null }, actor())
  say(`done ${item.position}`)
  // Lets the parent's kill land at any of the lines above.
  await new Promise((resolve) => setImmediate(resolve))
}
say('finished')
