// What a person does with views: save, rename, order, remove with undo.
import type { SavedView, ViewBody } from '../../shared/saved-view'
import { call } from '../api'
import { showError, showMessage, showUndo } from '../notify'

/** Saves a new view, or changes the one with this id; null when it could not be. */
export async function saveView(name: string, body: ViewBody, id?: number): Promise<SavedView | null> {
  try {
    const view = await call('views.save', { name, body, ...(id === undefined ? {} : { id }) })
    showMessage(`Saved the view “${view.name}”.`)
    return view
  } catch (error) {
    showError(error)
    return null
  }
}

export function renameView(id: number, name: string): void {
  call('views.rename', { id, name }).catch(showError)
}

/** Moves a view up (-1) or down (1) among the saved ones. */
export function moveView(saved: readonly SavedView[], id: number, step: -1 | 1): void {
  const ids = saved.map((view) => view.id)
  const at = ids.indexOf(id)
  const other = ids[at + step]
  if (at < 0 || other === undefined) return
  ids[at + step] = id
  ids[at] = other
  call('views.order', { ids }).catch(showError)
}

export function removeView({ id, name }: SavedView): void {
  call('views.remove', { id }).then((removed) => {
    showUndo(`Removed the view “${name}”.`, () => {
      call('views.restore', removed).catch(showError)
    })
  }, showError)
}
