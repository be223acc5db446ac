// Writes made-up shop-support conversations of any number in any of the import formats, streamed, same seed same bytes.
//   npm run sample -- --conversations 100000 --format platform --output sample.json [--seed 42] [--mean-messages 8] [--days 365]
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { type SampleOptions, sampleConversation } from './sample/conversation'
import { SAMPLE_FORMATS, type SampleFormat } from './sample/formats'

/** The end of the period when none is given: fixed, because the same seed must give the same bytes next year too. */
const DEFAULT_UNTIL = Date.UTC(2026, 9, 31, 23, 59, 59)
const CHUNK = 200

/** The file's text in pieces of a few hundred conversations. */
export function* sampleText(options: SampleOptions, format: SampleFormat): Generator<string> {
  let piece = format.head
  for (let n = 0; n < options.conversations; n++) {
    if (n > 0) piece += format.separator
    piece += format.write(sampleConversation(options, n))
    if (n % CHUNK === CHUNK - 1) {
      yield piece
      piece = ''
    }
  }
  yield piece + format.tail(options.conversations)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      conversations: { type: 'string', default: '300' },
      format: { type: 'string', default: 'platform' },
      output: { type: 'string' },
      seed: { type: 'string', default: '42' },
      days: { type: 'string', default: '180' },
      until: { type: 'string' },
      'mean-messages': { type: 'string', default: '8' }
    }
  })
  const format = SAMPLE_FORMATS[values.format]
  if (!format) throw new Error(`--format is one of ${Object.keys(SAMPLE_FORMATS).join(', ')}`)
  if (!values.output) throw new Error('--output FILE is missing')
  const options: SampleOptions = {
    seed: positive(values.seed, '--seed'),
    conversations: positive(values.conversations, '--conversations'),
    days: positive(values.days, '--days'),
    until: values.until === undefined ? DEFAULT_UNTIL : Date.parse(values.until),
    meanMessages: positive(values['mean-messages'], '--mean-messages')
  }
  if (Number.isNaN(options.until)) throw new Error('--until is not a date')
  await pipeline(Readable.from(sampleText(options, format)), createWriteStream(values.output))
  console.log(`${values.output}: ${options.conversations.toLocaleString('en')} conversations, format ${values.format}`)
}

function positive(text: string, name: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number <= 0) throw new Error(`${name} must be a whole number above 0`)
  return number
}

// Also imported by benchmarks and tests, which call sampleText.
if (process.argv[1]?.includes('generate-sample')) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
