// A link in customer data: shown with its address, opened only through the shell, which asks first. Other schemes are text.
import type { ReactNode } from 'react'
import { call } from '../api'
import textClasses from './text.module.css'

/** True for addresses that may be offered as a link. */
export function isWebAddress(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol)
  } catch {
    return false
  }
}

export function SafeLink({ url, children }: { readonly url: string | null | undefined; readonly children: ReactNode }) {
  if (!url || !isWebAddress(url)) return <span title={url ? `Not a web address: ${url}` : undefined}>{children}</span>
  const open = (event: React.SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    // The shell shows why when it cannot open it; saying no is not an error.
    void call('links.open', { url }).catch(() => undefined)
  }
  return (
    <a
      href={url}
      title={url}
      rel="noreferrer noopener"
      draggable={false}
      className={textClasses.link}
      onClick={open}
      onAuxClick={open}
    >
      {children}
    </a>
  )
}
