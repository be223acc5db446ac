// The victim of the draft drill: writes a Q&A pair letter by letter, saved as the window saves it, and says what was acknowledged.
import { openWorkspace } from '../../../electron/database/open-workspace'
import { savePair } from '../../../electron/review/qa-pairs'

const [file = '', text = ''] = process.argv.slice(2)
const { database } = openWorkspace(file, { create: false })
let id: number | null = null
for (let length = 1; length <= text.length; length++) {
  const answer = text.slice(0, length)
  const questions = ['Can I return it?', answer.slice(-20)]
  const pair = {
    name: '',
    questions,
    answer,
    isPinned: false,
    agentId: null,
    conversationId: null,
    messageKey: null,
    replaces: null
  }
  id = savePair(database, id, pair, { reviewer: 'Drill', now: Date.now() }).id
  process.stdout.write(`${id} ${length}\n`)
  // Lets the parent's kill land between any two saves.
  await new Promise((resolve) => setImmediate(resolve))
}
process.stdout.write('finished\n')
