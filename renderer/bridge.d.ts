// What the preload puts on the window.
import type { Bridge } from '../shared/contract'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}
