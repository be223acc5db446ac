// What a sync of a platform covers, and what its API does not give: said before it is missed.
import type { Capabilities } from '../../shared/platforms'
import classes from './connections.module.css'

export function Coverage({ capabilities }: { readonly capabilities: Capabilities }) {
  return (
    <p className={classes.coverage}>
      <span className={classes.term}>Covers</span> {capabilities.coverage}
    </p>
  )
}

export function Limits({ limits, isOpen = false }: { readonly limits: readonly string[]; readonly isOpen?: boolean }) {
  return (
    <details className={classes.limits} open={isOpen}>
      <summary>What this platform cannot do</summary>
      <ul>
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </details>
  )
}
