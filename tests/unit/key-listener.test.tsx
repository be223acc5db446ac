// When a key is a command, and when it belongs to the control, the dialog or the input method it was typed into.
import { render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKeyListener } from '../../renderer/commands'
import type { CommandId } from '../../shared/keymap'

const run = vi.fn((_id: CommandId) => true)
let listener: (event: KeyboardEvent) => void

beforeEach(() => {
  run.mockClear()
  listener = createKeyListener(run)
  window.addEventListener('keydown', listener)
})
afterEach(() => window.removeEventListener('keydown', listener))

function press(target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  target.dispatchEvent(event)
  return event
}

test('a single key runs its command outside of controls', () => {
  const event = press(document.body, 'j')
  expect(run).toHaveBeenCalledExactlyOnceWith('list.next')
  expect(event.defaultPrevented).toBe(true)
})

test('a key that nothing answers to is left alone', () => {
  run.mockReturnValueOnce(false)
  expect(press(document.body, 'j').defaultPrevented).toBe(false)
})

test('no single key runs while typing, but keys with Ctrl do', () => {
  render(<input aria-label="box" />)
  press(screen.getByLabelText('box'), 'j')
  expect(run).not.toHaveBeenCalled()
  press(screen.getByLabelText('box'), 'k', { ctrlKey: true })
  expect(run).toHaveBeenCalledExactlyOnceWith('palette.open')
})

test('a checkbox does not count as typing', () => {
  render(<input type="checkbox" aria-label="box" />)
  press(screen.getByLabelText('box'), 'j')
  expect(run).toHaveBeenCalledExactlyOnceWith('list.next')
})

test('nothing runs in a dialog or while a menu is open', () => {
  render(
    <div role="dialog">
      <button type="button">in</button>
    </div>
  )
  press(screen.getByText('in'), 'j')
  press(screen.getByText('in'), 'k', { ctrlKey: true })
  render(<div role="menu" />)
  press(document.body, 'j')
  expect(run).not.toHaveBeenCalled()
})

test('nothing runs while an input method composes', () => {
  press(document.body, 'j', { isComposing: true })
  press(document.body, 'Process')
  expect(run).not.toHaveBeenCalled()
})

test('a key held down repeats moving, and nothing else', () => {
  press(document.body, 'j', { repeat: true })
  press(document.body, 'x', { repeat: true })
  expect(run).toHaveBeenCalledExactlyOnceWith('list.next')
})

test('a sequence needs both strokes, one after the other', () => {
  press(document.body, '*')
  expect(run).not.toHaveBeenCalled()
  press(document.body, 'a')
  expect(run).toHaveBeenCalledExactlyOnceWith('list.selectAll')
  run.mockClear()
  press(document.body, '*')
  press(document.body, 'j')
  expect(run).toHaveBeenCalledExactlyOnceWith('list.next')
})

test('Enter and Home are commands only where the list has the focus', () => {
  render(
    <>
      <button type="button">other</button>
      <div data-keys="list">
        <span>row</span>
      </div>
    </>
  )
  press(screen.getByText('other'), 'Enter')
  expect(run).not.toHaveBeenCalled()
  press(screen.getByText('row'), 'Home')
  expect(run).toHaveBeenCalledExactlyOnceWith('list.first')
})
