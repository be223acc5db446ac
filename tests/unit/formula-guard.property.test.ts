// The guard against formulas is exact: no guarded cell runs, taking the guard off gives the cell back, and other cells stay as they are.
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { guardFormula, unguardFormula } from '../../shared/formula-guard'

const RUNS = /^[=+\-@\t\r]/
/** Texts that begin with what a spreadsheet runs, or with apostrophes before it. */
const hostile = fc
  .tuple(
    fc.string({ unit: fc.constantFrom("'"), maxLength: 3 }),
    fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''),
    fc.string()
  )
  .map((parts) => parts.join(''))
const cells = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), hostile)

it('gives every cell back', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      expect(unguardFormula(guardFormula(cell))).toBe(cell)
    })
  )
})

it('leaves no cell that runs, and leaves alone what needs no guard', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      const guarded = guardFormula(cell)
      expect(guarded).not.toMatch(RUNS)
      if (!/^'*[=+\-@\t\r]/.test(cell)) expect(guarded).toBe(cell)
    })
  )
})

it('gives different cells different texts', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      expect(guardFormula(a) === guardFormula(b)).toBe(a === b)
    }),
    { numRuns: 1_000 }
  )
})

it('survives a CSV', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1 }), (row) => {
      const { data } = Papa.parse<string[]>(Papa.unparse([row.map(guardFormula)], { quotes: true }), { delimiter: ',' })
      expect(data[0]?.map(unguardFormula)).toEqual(row)
    })
  )
})
