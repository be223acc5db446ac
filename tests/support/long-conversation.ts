// An export with one conversation of any length, for tests of the transcript.

/** The platform's export as JSON text. Message `i` (0-based) says its number in words that can be searched: "turn-17". */
export function longConversation(count: number, title = 'A long one'): string {
  const messages = Array.from({ length: count }, (_, i) => ({
    id: `m-${i}`,
    role: i % 2 === 0 ? 'user' : 'assistant',
    createdAt: 1_772_700_000 + i,
    parts: [
      {
        type: 'text',
        text: `This is turn${i}x. ${'Some more words. '.repeat(i % 23)}${i % 10 === 5 ? '\n\n- a\n- b' : ''}`
      }
    ],
    // Only every hundredth answer is weak.
    ...(i % 2 === 1
      ? { metadata: { score: i % 200 === 99 ? 0.2 : 0.9, citations: [{ title: `Source ${i}`, excerpt: 'So it is.' }] } }
      : {})
  }))
  const head = {
    id: 'long',
    title,
    createdAt: 1_772_700_000,
    updatedAt: 1_772_700_000 + count,
    userId: 'ann',
    status: 'ended'
  }
  return JSON.stringify({ data: [{ ...head, messages }], pagination: { cursor: null, hasMore: false, total: 1 } })
}
