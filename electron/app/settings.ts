// What the app remembers between starts: the person's settings, the window's place, the workspaces opened. A damaged file is set
// aside and the defaults are used; nothing of it is guessed.
import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { DEFAULT_SETTINGS, type Settings, settingsPatchSchema, settingsSchema } from '../../shared/settings'

const windowSchema = z.object({
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number().min(200), height: z.number().min(200) }),
  isMaximized: z.boolean()
})
export type WindowState = z.output<typeof windowSchema>

export interface Store {
  readonly settings: Settings
  /** Throws `invalid-input` where the whole would not hold together. */
  change(patch: z.output<typeof settingsPatchSchema>): Settings
  window: WindowState | null
  /** Paths of workspaces, the last opened first. */
  recent: readonly string[]
}

const MOST_RECENT = 10

/** Opens `<folder>/settings.json`. `onDamaged` hears where a damaged file was put. */
export function openStore(folder: string, onDamaged: (keptAs: string) => void): Store {
  const kept = setAsideIfDamaged(path.join(folder, 'settings.json'))
  if (kept) onDamaged(kept)
  const file = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    accessPropertiesByDotNotation: false
  })
  let settings = readSettings(file.get('settings'))
  return {
    get settings() {
      return settings
    },
    change(patch) {
      const next = settingsSchema.safeParse({ ...settings, ...patch })
      if (!next.success) {
        throw new AppError(
          'invalid-input',
          'These settings do not fit together. Nothing was changed.',
          next.error.message
        )
      }
      settings = next.data
      file.set('settings', settings)
      return settings
    },
    get window() {
      return windowSchema.safeParse(file.get('window')).data ?? null
    },
    set window(state) {
      file.set('window', state)
    },
    get recent() {
      return z.array(z.string()).safeParse(file.get('recent')).data ?? []
    },
    set recent(paths) {
      file.set('recent', paths.slice(0, MOST_RECENT))
    }
  }
}

/** Each setting by itself: one that is not valid (an older or newer app wrote it) gets its default, the others are kept. */
function readSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS
  const valid = Object.entries(stored).filter(
    ([name, value]) => settingsPatchSchema.safeParse({ [name]: value }).success
  )
  return settingsSchema.safeParse(Object.fromEntries(valid)).data ?? DEFAULT_SETTINGS
}

function setAsideIfDamaged(file: string): string | null {
  if (!existsSync(file)) return null
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return null
  } catch {
    // Not JSON: kept below.
  }
  const kept = file.replace(/\.json$/, `.damaged-${Date.now()}.json`)
  renameSync(file, kept)
  return kept
}
