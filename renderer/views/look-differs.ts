// Whether a list looks otherwise than its saved view: columns in order, shown, pinned and sized, and the height of the rows.
import type { Settings } from '../../shared/settings'
import { type ColumnPlace, readGridSettings } from '../conversations/grid-place'

interface ShownLook {
  readonly density: Settings['density']
  /** Undefined: never touched. */
  readonly columns: readonly ColumnPlace[] | undefined
}

/** What a view does not hold cannot differ; neither can columns that only one of the two knows. */
export function looksOtherwise(
  kept: { readonly columns?: unknown; readonly density?: Settings['density'] | undefined },
  shown: ShownLook
): boolean {
  if (kept.density !== undefined && kept.density !== shown.density) return true
  const { columns } = readGridSettings({ columns: kept.columns })
  if (!columns || !shown.columns) return false
  const known = new Set(shown.columns.map(({ colId }) => colId))
  const both = new Set(columns.map(({ colId }) => colId).filter((id) => known.has(id)))
  const fingerprint = (places: readonly ColumnPlace[]) =>
    JSON.stringify(places.filter(({ colId }) => both.has(colId)).map(outline))
  return fingerprint(columns) !== fingerprint(shown.columns)
}

/** The width of a hidden column, or of one that fills the room, is nobody's choice. */
function outline({ colId, hide, pinned, flex, width }: ColumnPlace): readonly unknown[] {
  return [colId, hide ?? false, pinned || null, hide || flex ? null : Math.round(width ?? 0)]
}
