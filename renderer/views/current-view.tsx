// Which view was opened last: what "modified", "save" and "reset" are about.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { parseQuery } from '../../shared/query/parse-query'
import { EVERYTHING } from '../../shared/query/query'
import { queryText } from '../../shared/query/query-text'
import { BUILT_IN_VIEWS, type SavedView } from '../../shared/saved-view'
import { useContract } from '../api'
import { readGridSettings } from '../conversations/grid-place'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { looksOtherwise } from './look-differs'

export type BuiltInView = (typeof BUILT_IN_VIEWS)[number]

export type View =
  | { readonly kind: 'built-in'; readonly view: BuiltInView }
  | { readonly kind: 'saved'; readonly view: SavedView }

export interface CurrentView {
  /** The view that was opened last; null when it was removed since. */
  readonly current: View
  /** Whether the query is no longer the view's, or the list of a saved view looks otherwise. */
  readonly modified: boolean
  readonly saved: readonly SavedView[]
  open(view: View): void
  /** Says which view was open when the app was closed; its query and look are restored elsewhere. */
  restore(key: string): void
  /** Counts every opening, so that the list can put the view's columns back also when it is opened again. */
  readonly opening: number
}

const ALL: View = { kind: 'built-in', view: BUILT_IN_VIEWS[0] }

const Context = createContext<CurrentView | null>(null)

export function CurrentViewProvider({ children }: { readonly children: ReactNode }) {
  const { query, setQuery, setText } = useCurrentQuery()
  const { goTo } = useNavigation()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const { data: saved = [] } = useContract('views.list', undefined, { tables: ['view'] })
  const [state, setState] = useState<{ readonly key: string; readonly opening: number }>({
    key: keyOf(ALL),
    opening: 0
  })
  const agents = info.data?.agents
  const { settings } = useSettings()
  const { density, grid } = settings

  const restore = useCallback((key: string) => setState(({ opening }) => ({ key, opening })), [])

  const value = useMemo<CurrentView>(() => {
    const views: View[] = [
      ...BUILT_IN_VIEWS.map((view): View => ({ kind: 'built-in', view })),
      ...saved.map((view): View => ({ kind: 'saved', view }))
    ]
    const current = views.find((view) => keyOf(view) === state.key) ?? ALL
    return {
      current,
      modified:
        queryText(query) !== queryText(parseQuery(textOf(current)).query) ||
        (current.kind === 'saved' &&
          looksOtherwise(current.view.body, { density, columns: readGridSettings(grid).columns })),
      saved,
      opening: state.opening,
      open(view) {
        const named = view.kind === 'saved' && view.view.body.agent !== null ? view.view.body.agent : null
        const agentId = named === null ? query.agentId : (agents?.find((agent) => agent.name === named)?.id ?? null)
        const { query: asked, problems } = parseQuery(textOf(view), { agentId })
        setQuery(problems.length > 0 ? { ...EVERYTHING, agentId } : asked)
        // A query that this version cannot read stands in the search box as it was saved, with the reason, and is not run.
        if (problems.length > 0) setText(textOf(view), false)
        setState(({ opening }) => ({ key: keyOf(view), opening: opening + 1 }))
        goTo('conversations')
      },
      restore
    }
  }, [saved, state, query, agents, density, grid, setQuery, setText, goTo, restore])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useCurrentView(): CurrentView {
  const value = useContext(Context)
  if (!value) throw new Error('useCurrentView outside CurrentViewProvider')
  return value
}

export function keyOf(view: View): string {
  return view.kind === 'built-in' ? view.view.key : `saved ${view.view.id}`
}

function textOf(view: View): string {
  return view.kind === 'built-in' ? view.view.text : view.view.body.text
}
