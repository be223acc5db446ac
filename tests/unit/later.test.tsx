// Components whose code comes later: what was read before is drawn at once, what was not waits, and neither is drawn anew.
import { act, render, screen } from '@testing-library/react'
import { Component, type ReactNode, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { later } from '../../renderer/components/later'

let mounted = 0
function Body() {
  const [nth] = useState(() => ++mounted)
  return <p>body {nth}</p>
}
class Caught extends Component<{ readonly children: ReactNode }, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {}
  static getDerivedStateFromError = (error: unknown) => ({ error })
  override render = () => ('error' in this.state ? String(this.state.error) : this.props.children)
}

test('what was read is there with the first drawing', async () => {
  const { component: Page, read } = later(async () => Body)
  await read()
  render(<Page />)
  expect(screen.getByText(/^body/)).toBeTruthy()
})

test('what was not read comes when it is there, and stays the same when it is drawn again', async () => {
  let give: (component: typeof Body) => void = () => undefined
  const { component: Page } = later(() => new Promise((resolve) => (give = resolve)))
  const { rerender, container } = render(<Page />)
  expect(container.textContent).toBe('')
  await act(async () => give(Body))
  const shown = screen.getByText(/^body/)
  const before = mounted
  rerender(<Page />)
  expect(screen.getByText(/^body/)).toBe(shown)
  expect(mounted).toBe(before)
})

test('what cannot be read is told to whoever catches errors, and read again the next time', async () => {
  let tries = 0
  const { component: Page, read } = later(async () => {
    if (++tries === 1) throw new Error('no such file')
    return Body
  })
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { container } = render(
    <Caught>
      <Page />
    </Caught>
  )
  await act(async () => undefined)
  expect(container.textContent).toContain('no such file')
  said.mockRestore()
  expect(await read()).toBe(Body)
})
