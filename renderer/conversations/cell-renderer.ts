// Draws a cell with plain DOM. React per cell is too slow for a list that scrolls at the speed of a hand; text goes in as text.
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'
import type { ConversationRow } from '../../shared/domain'
import type { GridColumn, GridContext } from './grid-columns'

interface Params extends ICellRendererParams<ConversationRow, unknown, GridContext> {
  readonly gridColumn: GridColumn
}

export class CellRenderer implements ICellRendererComp<ConversationRow> {
  private readonly element = document.createElement('span')

  init(params: Params): void {
    this.element.className = 'cell'
    this.draw(params)
  }

  getGui(): HTMLElement {
    return this.element
  }

  refresh(params: Params): boolean {
    this.draw(params)
    return true
  }

  private draw({ data, gridColumn, context }: Params): void {
    if (!data) {
      // Not read yet: a calm blank rather than a spinner per cell.
      this.element.replaceChildren()
      this.element.title = ''
      return
    }
    const { format } = context
    const words = gridColumn.words(data, format)
    this.element.replaceChildren(gridColumn.cell ? gridColumn.cell(data) : words)
    this.element.title = (gridColumn.tooltip ?? gridColumn.words)(data, format)
  }
}
