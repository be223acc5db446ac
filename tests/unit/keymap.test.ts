// The table of commands and the names of key strokes.
import { describe, expect, test } from 'vitest'
import { KEYMAP, keysLabel, type Stroke, strokeName } from '../../shared/keymap'

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more
})

describe('the table', () => {
  test('gives no two commands the same keys', () => {
    const keys = KEYMAP.flatMap((command) => command.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('gives every command an id of its own and words', () => {
    expect(new Set(KEYMAP.map((command) => command.id)).size).toBe(KEYMAP.length)
    for (const { label } of KEYMAP) expect(label).toMatch(/^[A-Z]/)
  })

  test('has no single key that is also the beginning of a sequence', () => {
    const firsts = KEYMAP.flatMap((c) => c.keys).flatMap((keys) => (keys.includes(' ') ? [keys.split(' ')[0]] : []))
    const singles = new Set<string>(KEYMAP.flatMap((c) => c.keys))
    for (const first of firsts) expect(singles).not.toContain(first)
  })
})

describe('the name of a stroke', () => {
  test('is the character where Shift made it', () => {
    expect(strokeName(stroke('?', { shiftKey: true }), false)).toBe('?')
    expect(strokeName(stroke('N', { shiftKey: true }), false)).toBe('N')
    expect(strokeName(stroke('n'), false)).toBe('n')
  })

  test('says Mod for Ctrl, and for Cmd on a Mac', () => {
    expect(strokeName(stroke('k', { ctrlKey: true }), false)).toBe('Mod+K')
    expect(strokeName(stroke('k', { metaKey: true }), true)).toBe('Mod+K')
    expect(strokeName(stroke('k', { metaKey: true }), false)).toBe('')
    expect(strokeName(stroke('k', { ctrlKey: true }), true)).toBe('')
  })

  test('is the digit with Alt, whatever character the keyboard makes of it', () => {
    expect(strokeName(stroke('¡', { altKey: true, code: 'Digit1' }), true)).toBe('Alt+1')
  })

  test('calls the space bar Space', () => {
    expect(strokeName(stroke(' '), false)).toBe('Space')
  })
})

test('keys are written the way the system writes them', () => {
  expect(keysLabel('Mod+K', false)).toBe('Ctrl+K')
  expect(keysLabel('Mod+K', true)).toBe('⌘K')
  expect(keysLabel('N', false)).toBe('Shift+N')
  expect(keysLabel('* a', false)).toBe('* then a')
  expect(keysLabel('ArrowDown', false)).toBe('↓')
  expect(keysLabel('Shift+ArrowDown', false)).toBe('Shift+↓')
  expect(keysLabel('Shift+ArrowUp', true)).toBe('⇧↑')
})
