// Calls the app as its window does.
import type { Page } from '@playwright/test'
import type { Input, Method, Output } from '../../shared/contract'

export type Call = <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>

/** Throws with the whole reply where the app says no. */
export async function call<M extends Method>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const reply = await page.evaluate(
    ([name, given]) =>
      (window as unknown as { bridge: { invoke(...args: unknown[]): Promise<unknown> } }).bridge.invoke(
        crypto.randomUUID(),
        name,
        given
      ),
    [method, input] as const
  )
  if (!(reply as { ok: boolean }).ok) throw new Error(`${method}: ${JSON.stringify(reply)}`)
  return (reply as { value: Output<M> }).value
}

export const callOf =
  (page: Page): Call =>
  (method, input) =>
    call(page, method, input)
