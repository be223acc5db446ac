// Links to the outside: only web addresses, only after the person saw the whole address and agreed.
import { shell } from 'electron'
import { AppError } from '../../shared/errors'
import type { Dialogs } from './dialogs'

/** True when it was opened. Throws `refused` for anything but http and https. */
export async function openLink(address: string, dialogs: Pick<Dialogs, 'confirm'>): Promise<boolean> {
  const url = webAddress(address)
  const agreed = await dialogs.confirm({
    message: 'Open this link in your browser?',
    // As the browser will see it: a name that only looks like another is shown in its real letters (xn--...).
    detail: url.href,
    yes: 'Open link'
  })
  if (agreed) await shell.openExternal(url.href)
  return agreed
}

function webAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new AppError('refused', 'Only web addresses (http and https) can be opened.')
  }
  return url
}
