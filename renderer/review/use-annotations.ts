// What people added to a conversation, kept fresh.
import type { Annotations } from '../../shared/review'
import { useContract } from '../api'

/** Undefined until it is read. */
export function useAnnotations(conversationId: number): Annotations | undefined {
  return useContract('review.annotations', { conversationId }, { tables: ['review', 'conversation'] }).data
}
