// The person's settings in the window: read once, changed at once on screen, kept by the main process.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Input } from '../shared/contract'
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings'
import { call, useContract } from './api'
import { showError } from './notify'

const KEY = ['settings.get', undefined]

export type SettingsPatch = Input<'settings.set'>

/** Settings (the defaults until they are read) and how to change them. */
export function useSettings(): {
  readonly settings: Settings
  readonly loaded: boolean
  change(patch: SettingsPatch): void
} {
  const client = useQueryClient()
  const { data } = useContract('settings.get', undefined)
  const change = useCallback(
    (patch: SettingsPatch) => {
      client.setQueryData<Settings>(KEY, (old) => ({ ...(old ?? DEFAULT_SETTINGS), ...withoutUndefined(patch) }))
      call('settings.set', patch).catch(showError)
    },
    [client]
  )
  return { settings: data ?? DEFAULT_SETTINGS, loaded: data !== undefined, change }
}

function withoutUndefined(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

/** IANA name of the zone that times are shown and dates are read in: the setting, else the machine's. */
export function useTimeZone(): string {
  const { settings } = useSettings()
  return settings.timeZone ?? machineZone()
}

let zone: string | null = null
/** Asking costs as much as making a formatter, and every component that shows a time asks. Laptops travel while the window is away. */
function machineZone(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone
}
window.addEventListener('focus', () => {
  zone = null
})
