// Components whose code is read when they are first shown, or before that: one that was read is drawn at once.
import { type ComponentType, useEffect, useState } from 'react'

export interface Later {
  /** Nothing until its code is there; throws, as it is drawn, what reading it threw. */
  readonly component: ComponentType
  /** Reads the code. */
  readonly read: () => Promise<ComponentType>
}

/**
 * Without React's `lazy`: whatever that has to wait for, if only for a moment, is held back for 0.3 s (FALLBACK_THROTTLE_MS of React's
 * reconciler).
 */
export function later(load: () => Promise<ComponentType>): Later {
  let loaded: ComponentType | null = null
  const read = async () => {
    loaded ??= await load()
    return loaded
  }
  function LaterComponent() {
    const [state, setState] = useState<{ Shown: ComponentType | null; error?: unknown }>({ Shown: loaded })
    useEffect(() => {
      if (state.Shown) return
      read().then(
        (Shown) => setState({ Shown }),
        (error: unknown) => setState({ Shown: null, error })
      )
    }, [state.Shown])
    if ('error' in state) throw state.error
    return state.Shown && <state.Shown />
  }
  return { component: LaterComponent, read }
}
