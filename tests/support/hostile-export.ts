// An export in which every text that a person will see is hostile: what end-to-end tests import to see that nothing runs or loads.
import { readFileSync } from 'node:fs'

/** Name of each hostile text -> the text. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync('tests/fixtures/hostile/texts.json', 'utf8')
)

const DAY = 86_400

/**
 * The export as JSON text, in the shape of the agent platforms: one long conversation holding every text as the customer's, the
 * agent's and a citation's, and one conversation for each text with it as customer, title and topic.
 */
export function hostileExport(): string {
  const all = Object.entries(HOSTILE_TEXTS)
  const long = conversation(
    'every-text',
    'Every text',
    all.flatMap(([name, text], i) => turns(`${name}-${i}`, text))
  )
  const short = all.map(([, text], i) => ({
    ...conversation(`one-${i}`, text, turns(`one-${i}`, text)),
    userId: text,
    source: i % 2 === 0 ? 'Widget or Iframe' : text,
    insights: { topic: text, url: text, customer: { id: text, name: text, email: text } }
  }))
  return JSON.stringify({ data: [long, ...short], pagination: { cursor: null, hasMore: false, total: all.length + 1 } })
}

function conversation(id: string, title: string, messages: readonly object[]) {
  return {
    id,
    title,
    createdAt: 1_772_700_000,
    updatedAt: 1_772_700_000 + DAY,
    status: 'ended',
    userId: 'u1',
    messages
  }
}

function turns(id: string, text: string): readonly object[] {
  return [
    { id: `${id}-q`, role: 'user', parts: [{ type: 'text', text }], createdAt: 1_772_700_000 },
    {
      id: `${id}-a`,
      role: 'assistant',
      parts: [
        { type: 'text', text },
        { type: 'tool-call', toolName: text.slice(0, 200), toolCallId: `${id}-t`, input: { text } }
      ],
      createdAt: 1_772_700_060,
      feedback: 'negative',
      feedbackComment: text,
      metadata: {
        score: 0.3,
        author: { name: text },
        citations: [
          { title: text, url: text, excerpt: text, score: 0.5 },
          { title: 'A web address', url: 'https://shop.example/help', excerpt: text, score: 0.5 }
        ]
      }
    }
  ]
}
