// The words of a column's header with the button of its filter: plain DOM, as the cells are.
import type { IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community'
import type { ConversationRow } from '../../shared/domain'
import type { GridColumn, GridContext } from './grid-columns'

interface Params extends IHeaderParams<ConversationRow, GridContext> {
  readonly gridColumn: GridColumn
}

/** Marks the button, so that a query that changed can mark it in place. */
export const FILTER_BUTTON = 'header-filter'

const FUNNEL = 'M2 3h12l-4.6 5.4v4.4l-2.8 1.2v-5.6z'
const SVG = 'http://www.w3.org/2000/svg'

export class HeaderLabel implements IInnerHeaderComponent<ConversationRow, GridContext, Params> {
  private readonly element = document.createElement('span')

  init({ gridColumn, context }: Params): void {
    this.element.className = 'header-label'
    const words = document.createElement('span')
    words.className = 'header-words'
    words.textContent = gridColumn.label
    this.element.append(words)
    if (!gridColumn.filter) return
    this.element.append(filterButton(gridColumn, context))
    // The header is named by its column alone; the button in it has a name of its own.
    requestAnimationFrame(() =>
      this.element.closest('[role="columnheader"]')?.setAttribute('aria-label', gridColumn.label)
    )
  }

  getGui(): HTMLElement {
    return this.element
  }

  refresh(): boolean {
    return true
  }
}

function filterButton(column: GridColumn, context: GridContext): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.tabIndex = -1
  button.className = FILTER_BUTTON
  button.dataset['column'] = column.id
  button.title = `Filter by ${column.label} (Alt+↓)`
  button.ariaLabel = `Filter by ${column.label}`
  button.setAttribute('aria-haspopup', 'dialog')
  button.toggleAttribute('data-active', context.isFiltered(column))
  const icon = document.createElementNS(SVG, 'svg')
  icon.setAttribute('viewBox', '0 0 16 16')
  icon.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', FUNNEL)
  icon.append(path)
  button.append(icon)
  // The header would sort at a click and move the column at a drag.
  for (const type of ['mousedown', 'pointerdown', 'touchstart', 'dblclick'])
    button.addEventListener(type, (event) => event.stopPropagation())
  button.addEventListener('click', (event) => {
    event.stopPropagation()
    context.openFilter(column.id)
  })
  return button
}
