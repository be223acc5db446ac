// JSON and JSON Lines: everything the workspace knows of a conversation, so that an import gives it all back. docs/export-format.md
// describes the file.
import type { FullConversation } from '../../database/full-conversations'
import { createJsonReader } from './engine-json'
import type { ExportFormat, ExportHead } from './export-format'
import { CONVERSATION, FORMAT_VERSION, RAW } from './json-keys'
import { objectOf } from './json-sql'

/** One object with a head and the list of conversations, a conversation per line. */
export const json: ExportFormat = linesOfJson({
  begin: ({ query, words, timeZone, conversations, definitions }) => {
    const head = {
      format: 'chatlog-desk',
      version: FORMAT_VERSION,
      query,
      queryInWords: words,
      timeZone,
      conversationCount: conversations,
      ...definitions
    }
    return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "conversations": [`
  },
  before: (index) => (index === 0 ? '\n' : ',\n'),
  after: '',
  end: '\n ]\n}\n'
})

/** The same objects without the head. */
export const jsonLines: ExportFormat = linesOfJson({ begin: () => '', before: () => '', after: '\n', end: '' })

interface Lines {
  begin(head: ExportHead): string
  /** What stands before the conversation of this index, from 0. */
  before(index: number): string
  readonly after: string
  readonly end: string
}

function linesOfJson({ begin, before, after, end }: Lines): ExportFormat {
  return {
    needs: { withMessages: true, withRaw: true },
    writtenBy: createJsonReader,
    async open(head, out) {
      let index = 0
      await out.write(begin(head))
      return {
        conversation: (one) => out.write(before(index++) + jsonOf(one) + after),
        async written(one) {
          await out.write(before(index++))
          await out.write(one)
          await out.write(after)
        },
        async end() {
          await out.write(end)
          return { cutCells: 0 }
        },
        discard: () => undefined
      }
    }
  }
}

/** A conversation as one line of JSON. */
export function jsonOf(conversation: FullConversation): string {
  return JSON.stringify({
    ...objectOf(CONVERSATION, conversation),
    ...conversation.annotations,
    ...objectOf([RAW], conversation)
  })
}
