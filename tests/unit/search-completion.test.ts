// What the search box completes, and where.
import { describe, expect, test } from 'vitest'
import { choicesFor, complete, keysFor, pieceAt } from '../../renderer/conversations/search-completion'

describe('the piece under the caret', () => {
  test('is the word that may become a key', () => {
    expect(pieceAt('refund conf', 11)).toEqual({ kind: 'key', start: 7, end: 11, typed: 'conf' })
    expect(pieceAt('(-ch', 4)).toEqual({ kind: 'key', start: 2, end: 4, typed: 'ch' })
  })

  test('is the value behind a key, or the last of a list', () => {
    expect(pieceAt('confidence:l', 12)).toMatchObject({ kind: 'value', field: 'confidence', typed: 'l', start: 11 })
    expect(pieceAt('channel:email,wh', 16)).toMatchObject({ kind: 'value', field: 'channel', typed: 'wh', start: 14 })
    expect(pieceAt('source:', 7)).toMatchObject({ kind: 'value', field: 'channel', typed: '' })
  })

  test('is nothing inside a phrase, behind a key that does not exist, or in an address', () => {
    expect(pieceAt('"order st', 9)).toBeNull()
    expect(pieceAt('https:', 6)).toBeNull()
    expect(pieceAt('10:3', 4)).toBeNull()
  })

  test('is found in the middle of the text', () => {
    expect(pieceAt('conf refund', 4)).toMatchObject({ kind: 'key', typed: 'conf', end: 4 })
  })
})

describe('a completion', () => {
  test('of a key waits for its value', () => {
    const piece = pieceAt('refund conf', 11)!
    expect(complete('refund conf', piece, 'confidence')).toEqual({ text: 'refund confidence:', caret: 18 })
  })

  test('of a value ends with a space, and does not double the one that is there', () => {
    const piece = pieceAt('channel:em refund', 10)!
    expect(complete('channel:em refund', piece, 'email')).toEqual({ text: 'channel:email refund', caret: 14 })
  })

  test('of a value with spaces is in quotation marks, once', () => {
    const piece = pieceAt('topic:"ord', 10)!
    expect(complete('topic:"ord', piece, 'Order "status"').text).toBe('topic:"Order \\"status\\"" ')
  })
})

test('keys are found by their words too', () => {
  expect(keysFor('conf').map((k) => k.key)).toEqual(['confidence'])
  expect(keysFor('custo').map((k) => k.key)).toContain('user')
  expect(choicesFor('confidence', 'm')).toEqual(['medium'])
})
