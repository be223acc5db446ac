// Components whose code comes later: what was read before is drawn at once, what was not waits, and neither is drawn anew.
import { act, render, screen } from '@testing-library/react'
import { Suspense, useState } from 'react'
import { expect, test } from 'vitest'
import { type Later, later } from '../../renderer/components/later'

let mounted = 0
function Body() {
  const [nth] = useState(() => ++mounted)
  return <p>body {nth}</p>
}
const page = ({ component: Component }: Later) => (
  <Suspense fallback="waiting">
    <Component />
  </Suspense>
)

test('what was read is there with the first drawing', async () => {
  const one = later(async () => Body)
  await one.read()
  render(page(one))
  expect(screen.getByText(/^body/)).toBeTruthy()
})

test('what was not read waits for it, and stays the same when it is drawn again', async () => {
  let give: (component: typeof Body) => void = () => undefined
  const one = later(() => new Promise((resolve) => (give = resolve)))
  const { rerender } = render(page(one))
  expect(screen.getByText('waiting')).toBeTruthy()
  await act(async () => give(Body))
  const shown = screen.getByText(/^body/)
  const before = mounted
  rerender(page(one))
  expect(screen.getByText(/^body/)).toBe(shown)
  expect(mounted).toBe(before)
})
