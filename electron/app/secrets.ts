// API keys: encrypted by the system's keychain in a file of the app's own, never in a workspace. Without a keychain: in memory only.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { safeStorage } from 'electron'
import type { Dialogs } from './dialogs'
import { writeWhole } from './save-file'

export interface Secrets {
  /** null: it is not known, or the keychain does not give it any more. */
  get(uid: string): string | null
  /** False: there is no keychain, and the person did not want to go on without. */
  set(uid: string, key: string): Promise<boolean>
  remove(uid: string): Promise<void>
}

export function openSecrets(userData: string, dialogs: Pick<Dialogs, 'confirm'>): Secrets {
  const file = path.join(userData, 'keys.json')
  const inMemory = new Map<string, string>()
  let hasAgreed = false

  function read(): Record<string, string> {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
      if (typeof value !== 'object' || value === null) return {}
      return Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      )
    } catch {
      // Not there yet, or damaged: the keys have to be entered again, which the window asks for.
      return {}
    }
  }

  return {
    get(uid) {
      const kept = inMemory.get(uid)
      if (kept !== undefined) return kept
      const encrypted = hasKeychain() ? read()[uid] : undefined
      if (encrypted === undefined) return null
      try {
        return safeStorage.decryptString(Buffer.from(encrypted, 'base64'))
      } catch {
        // Encrypted for another user or machine.
        return null
      }
    },
    async set(uid, key) {
      if (hasKeychain()) {
        await writeWhole(file, JSON.stringify({ ...read(), [uid]: safeStorage.encryptString(key).toString('base64') }))
        return true
      }
      hasAgreed ||= await dialogs.confirm({
        message: 'Keep the API key until the app is closed?',
        detail:
          'This computer has no keychain that the app can use, so the key cannot be stored safely. It is kept in memory only: after the next start you will be asked for it again.',
        yes: 'Keep until closed'
      })
      if (hasAgreed) inMemory.set(uid, key)
      return hasAgreed
    },
    async remove(uid) {
      inMemory.delete(uid)
      const { [uid]: removed, ...others } = read()
      if (removed !== undefined) await writeWhole(file, JSON.stringify(others))
    }
  }
}

/** Linux without a secret service would “encrypt” with a password that everyone knows. */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}
