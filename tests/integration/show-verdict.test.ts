// A verdict that is shown before it is saved is what the writer gives back afterwards.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { carryOut } from '../../electron/review/acts'
import { readAnnotations } from '../../electron/review/annotations'
import { ensureDefaultScorecard, listScorecards } from '../../electron/review/scorecards'
import { withVerdict } from '../../renderer/review/show-verdict'
import { type Annotations, actSchema } from '../../shared/review'
import { conversation, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

/** When it was given is the writer's to say. */
const verdictsOf = ({ verdicts }: Annotations) =>
  verdicts
    .map(({ at: _at, ...verdict }) => JSON.stringify(Object.entries(verdict).sort()))
    .toSorted((a, b) => a.localeCompare(b))

it('whoever judges what, changes it, or takes it back', async () => {
  const { database } = tempWorkspace()
  await importAll(database, [conversation('1', ['Where is it?', 'On its way.'])])
  const id = database.prepare('SELECT id FROM conversation').get<{ id: number }>()!.id
  ensureDefaultScorecard(database, 0)
  const card = listScorecards(database)[0]!
  const judged = fc.record({
    criterion: fc.constantFrom(...card.criteria.filter(({ kind }) => kind === 'choice')),
    pick: fc.nat(10),
    isBack: fc.boolean(),
    messageKey: fc.constantFrom(null, 'm1'),
    comment: fc.constantFrom(null, 'Because.'),
    reviewer: fc.constantFrom('Ada', 'Bob')
  })
  fc.assert(
    fc.property(judged, ({ criterion, pick, isBack, messageKey, comment, reviewer }) => {
      const options = criterion.kind === 'choice' ? criterion.options : []
      const input = {
        kind: 'judge',
        ...{ conversation: id, scorecardId: card.id, criterion: criterion.key, messageKey, comment },
        ...(isBack ? {} : { value: options[pick % options.length] })
      } as const
      const before = readAnnotations(database, id)
      carryOut(database, actSchema.parse(input), { reviewer, now: 1 })
      expect(verdictsOf(withVerdict(before, input, reviewer, 1))).toEqual(verdictsOf(readAnnotations(database, id)))
    })
  )
})
