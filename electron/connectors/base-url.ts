// The base address of a platform: where a key may be sent at all.

import { AppError } from '../../shared/errors'
import { PLATFORM_WORDS, type Platform } from '../../shared/platforms'

/**
 * The address without a slash at its end; one without a path gets that of the platform's API. Throws `invalid-input` where a key would travel in the
 * clear: http is for this computer alone.
 */
export function readBaseUrl(text: string, platform: Platform): string {
  const trimmed = text.trim()
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new AppError('invalid-input', 'The base address is not one: it begins with https://.')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new AppError(
      'invalid-input',
      'The base address must hold neither a key nor a question: it ends with its path.'
    )
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new AppError('invalid-input', 'The base address must begin with https://: the key would travel unprotected.')
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.origin}${path === '' ? PLATFORM_WORDS[platform].path : path}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
