// Who may call the app: everything about the sender has to be right.
import { expect, it } from 'vitest'
import { isTrusted } from '../../electron/app/sender'

const ORIGIN = 'app://bundle'
const ours = { url: 'app://bundle/index.html', isMainFrame: true, isAppWindow: true }

it('is the app’s own page in the main frame of its own window', () => {
  expect(isTrusted(ours, ORIGIN)).toBe(true)
  expect(isTrusted({ ...ours, url: 'http://localhost:5173/index.html' }, 'http://localhost:5173')).toBe(true)
})

it('is no frame inside the page, no other window, no frame that is gone', () => {
  expect(isTrusted({ ...ours, isMainFrame: false }, ORIGIN)).toBe(false)
  expect(isTrusted({ ...ours, isAppWindow: false }, ORIGIN)).toBe(false)
  expect(isTrusted({ ...ours, url: null }, ORIGIN)).toBe(false)
})

it.each([
  '',
  'about:blank',
  'data:text/html,x',
  'file:///index.html',
  'https://bundle/index.html',
  'app://bundle.evil.example/',
  'app://evil@other/',
  'app://other/index.html',
  'blob:app://bundle/123',
  'http://localhost:51730/'
])('is not the page %j', (url) => {
  expect(isTrusted({ ...ours, url }, ORIGIN)).toBe(false)
  expect(isTrusted({ ...ours, url }, 'http://localhost:5173')).toBe(false)
})
