// JSON and JSON Lines: everything the workspace knows of a conversation, so that an import gives it all back. docs/export-format.md
// describes the file.
import { ANNOTATION_TABLES } from '../../database/annotation-tables'
import type { FullConversation } from '../../database/full-conversations'
import type { ReadableDatabase } from '../../database/open'
import type { ExportFormat, ExportHead, WrittenReader } from './export-format'
import { CONVERSATION, FORMAT_VERSION, RAW } from './json-keys'
import { membersSql, objectOf } from './json-sql'
import { ADDED, createWrittenReader, ONE, WANTED } from './written-reader'

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

/** The members of an object, without its braces. */
const members = (object: object) => JSON.stringify(object).slice(1, -1)
const NOTHING_ADDED = members(Object.fromEntries(ANNOTATION_TABLES.map(({ name }) => [name, []])))

const CONVERSATIONS = `SELECT ${ONE}, CAST(concat('{', ${membersSql(CONVERSATION)}, ',', ifnull(${ADDED}, '${NOTHING_ADDED}'), ',',
    ${membersSql([RAW])}, '}') AS BLOB)
  ${WANTED} LEFT JOIN raw_record r ON r.conversation_id = c.id`

/** Reads the JSON of conversations as the engine writes it; the same as `jsonOf`. */
export function createJsonReader(database: ReadableDatabase): WrittenReader {
  return createWrittenReader(database, CONVERSATIONS, members)
}

/** A conversation as one line of JSON. */
export function jsonOf(conversation: FullConversation): string {
  return JSON.stringify({
    ...objectOf(CONVERSATION, conversation),
    ...conversation.annotations,
    ...objectOf([RAW], conversation)
  })
}
