// Components whose code is read when they are first shown, or before that: one that was read is drawn at once.
import { type ComponentType, lazy, useState } from 'react'

export interface Later {
  /** Stands in a Suspense. */
  readonly component: ComponentType
  /** Reads the code, unless it is there. */
  readonly read: () => Promise<unknown>
}

/**
 * React holds back for 0.3 s whatever it had to wait for, if only for a moment (FALLBACK_THROTTLE_MS of its reconciler), as it does for
 * every `lazy` component: what is there already goes around it.
 */
export function later(load: () => Promise<ComponentType>): Later {
  let loaded: ComponentType | null = null
  const read = async () => {
    loaded = await load()
    return { default: loaded }
  }
  const Waiting = lazy(read)
  function LaterComponent() {
    // Chosen once: the same component must stay as long as it is shown.
    const [Shown] = useState(() => loaded ?? Waiting)
    return <Shown />
  }
  return { component: LaterComponent, read }
}
