// Carries out what a person decides about suggestions: reads what it holds on to, saves it, offers to take it back.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Decision, Suggestion } from '../../shared/improve'
import { call } from '../api'
import { showError } from '../notify'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'

export interface Decisions {
  /** The first of them gives the name. Each resolves true when it was done. */
  merge(suggestions: readonly Suggestion[]): Promise<boolean>
  split(suggestion: Suggestion, questions: readonly number[], name: string): Promise<boolean>
  rename(suggestion: Suggestion, name: string): Promise<boolean>
  dismiss(suggestions: readonly Suggestion[], reason: string | null): Promise<boolean>
  restore(suggestion: Suggestion): Promise<boolean>
}

export function useDecisions(list: string): Decisions {
  const client = useQueryClient()
  const { ask } = useReviewer()
  const { offer } = useUndo()
  const decide = useCallback(
    async (make: () => Promise<Decision>) => {
      try {
        const reviewer = await ask()
        if (reviewer === null) return false
        const entry = await call('suggestions.decide', { decision: await make(), reviewer })
        void client.invalidateQueries({ queryKey: ['suggestions.list'] })
        if (entry) offer(entry)
        return true
      } catch (error) {
        showError(error)
        return false
      }
    },
    [ask, client, offer]
  )
  const groupOf = async ({ groupId, name, key }: Suggestion) => {
    const { rest } = await call('suggestions.anchors', { list, key, questions: [] })
    return { groupId, name, anchors: [...rest] }
  }
  return {
    merge: (suggestions) =>
      decide(async () => ({ kind: 'merge', groups: await Promise.all(suggestions.map(groupOf)) })),
    split: (suggestion, questions, name) =>
      decide(async () => {
        const { groupId, key } = suggestion
        const { chosen, rest } = await call('suggestions.anchors', { list, key, questions: [...questions] })
        const group = { groupId, name: suggestion.name, anchors: [...rest] }
        return { kind: 'split', group, split: [...chosen], name }
      }),
    rename: (suggestion, name) => decide(async () => ({ kind: 'rename', group: await groupOf(suggestion), name })),
    dismiss: (suggestions, reason) =>
      decide(async () => ({ kind: 'dismiss', groups: await Promise.all(suggestions.map(groupOf)), reason })),
    restore: (suggestion) =>
      decide(async () => ({ kind: 'restore', groups: suggestion.groupId === null ? [] : [suggestion.groupId] }))
  }
}
