// The app's version, as package.json says it: beside the bundles in a clone, inside the archive when packaged.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

function findVersion(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json')
    if (existsSync(file)) {
      const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
      return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : ''
    }
    if (path.dirname(folder) === folder) return ''
  }
}

export const APP_VERSION = findVersion()
