// Spreadsheets run a cell that begins with = + - @ TAB or CR as a formula. Exports put an apostrophe before such a cell; imports
// take it off again. Cells that already begin with apostrophes before such a character get one more, so that guard and unguard
// are exact inverses of each other.

const RISKY = /^'*[=+\-@\t\r]/
const GUARDED = /^'+[=+\-@\t\r]/

/** The cell with the apostrophe it needs so that no spreadsheet runs it. `unguardFormula` gives the original back. */
export function guardFormula(cell: string): string {
  return RISKY.test(cell) ? `'${cell}` : cell
}

/** The cell without the apostrophe that an export (ours, or one like Typebot's) put before a formula character. */
export function unguardFormula(cell: string): string {
  return cell.charCodeAt(0) === 39 && GUARDED.test(cell) ? cell.slice(1) : cell
}
