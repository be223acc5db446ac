// Keys that were pressed while the next item of a review was coming: they wait until it is on the screen, in their order.
import { type CommandId, KEYMAP } from '../../shared/keymap'

/** More than anyone presses while an item is painted. */
const MOST = 20

const IS_VALUE = new Set<CommandId>(
  KEYMAP.map(({ id }) => id).filter((id) =>
    /^review\.(value\d|notApplicable|nextCriterion|previousCriterion)$/.test(id)
  )
)

export interface HeldKeys {
  /**
   * Values wait. A decision waits only behind a value: by itself it is a key pressed twice, and would complete an item that nobody has
   * seen.
   */
  hold(key: CommandId): void
  /** The next one to run; undefined when none waits. */
  next(): CommandId | undefined
  forget(): void
}

export function createHeldKeys(): HeldKeys {
  let keys: CommandId[] = []
  return {
    hold(key) {
      const before = keys.at(-1)
      const mayWait = IS_VALUE.has(key) || (before !== undefined && IS_VALUE.has(before))
      if (mayWait && keys.length < MOST) keys.push(key)
    },
    next: () => keys.shift(),
    forget: () => {
      keys = []
    }
  }
}
