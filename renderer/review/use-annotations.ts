// What people added to a conversation, kept fresh.
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Annotations } from '../../shared/review'
import { contractQuery, useContract } from '../api'

/** The same question for all, also when it is asked beforehand. */
export const annotationsQuery = (conversationId: number) =>
  contractQuery('review.annotations', { conversationId }, ['review', 'conversation'])

/** Undefined until it is read. */
export function useAnnotations(conversationId: number): Annotations | undefined {
  return useContract('review.annotations', { conversationId }, { tables: ['review', 'conversation'] }).data
}

export type MessageAnnotations = Pick<Annotations, 'notes' | 'verdicts' | 'tags'> & { readonly isFlagged: boolean }

/** What was added to one message; the same object as long as that is so, whatever is done to the others. Undefined until it is read. */
export function useMessageAnnotations(conversationId: number, key: string): MessageAnnotations | undefined {
  const select = useCallback(
    (all: Annotations): MessageAnnotations => {
      const isHere = (mark: { readonly messageKey: string | null }) => mark.messageKey === key
      const [notes, verdicts, tags] = [all.notes.filter(isHere), all.verdicts.filter(isHere), all.tags.filter(isHere)]
      return { notes, verdicts, tags, isFlagged: all.flags.includes(key) }
    },
    [key]
  )
  return useQuery({ ...annotationsQuery(conversationId), select }).data
}
