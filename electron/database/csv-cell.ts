// A cell of a CSV file: quoted as RFC 4180 says, formulas guarded.
import { guardFormula } from '../../shared/formula-guard'

const SPECIAL = new Map<string, RegExp>()

/**
 * Blanks at the edges are quoted too: some programs trim bare cells. So is text that could be taken for a number, a date or a truth
 * value: LibreOffice leaves quoted cells as they are where it is told to, and no program reads them otherwise than bare ones.
 */
function special(delimiter: string): RegExp {
  let known = SPECIAL.get(delimiter)
  if (!known) {
    const letter = delimiter === '\t' ? '\\t' : delimiter
    known = new RegExp(`["\\r\\n${letter}]|^\\s|\\s$|^[-+.,(]?\\d|^(?:true|false)$`, 'i')
    SPECIAL.set(delimiter, known)
  }
  return known
}

/** `text` as it stands in the file. */
export function csvCell(text: string, delimiter: string, isGuarded: boolean): string {
  const guarded = isGuarded ? guardFormula(text) : text
  return special(delimiter).test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
