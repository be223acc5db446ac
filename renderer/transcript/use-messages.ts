// The messages of a conversation, read in pages as they come near the screen.
import { useQueries } from '@tanstack/react-query'
import type { Message } from '../../shared/domain'
import { call } from '../api'
import type { Range } from './heights'

/** Messages asked for at once. */
export const PAGE = 50
const TABLES = ['conversation'] as const

/** One page as a query, for every part that reads messages to share. */
export function messagePage(conversationId: number, page: number) {
  const input = { conversationId, start: page * PAGE, end: (page + 1) * PAGE }
  return {
    queryKey: ['transcript.messages', input],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('transcript.messages', input, { signal }),
    meta: { tables: TABLES }
  }
}

/** Gives the message at a position (0-based), or undefined until its page is there. */
export function useMessages(conversationId: number, range: Range): (index: number) => Message | undefined {
  const first = Math.floor(range.start / PAGE)
  const last = Math.floor(Math.max(range.start, range.end - 1) / PAGE)
  const pages = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const results = useQueries({
    queries: pages.map((page) => messagePage(conversationId, page))
  })
  return (index) => results[Math.floor(index / PAGE) - first]?.data?.[index % PAGE]
}

/** All messages, for copying and printing. Read in larger pages, so that no single answer is huge. */
export async function allMessages(conversationId: number, count: number): Promise<readonly Message[]> {
  const messages: Message[] = []
  for (let start = 0; start < count; start += 500) {
    messages.push(...(await call('transcript.messages', { conversationId, start, end: Math.min(count, start + 500) })))
  }
  return messages
}
