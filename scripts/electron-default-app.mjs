// What the test runtime runs for `electron path/to/app`: the job of Electron's own resources/default_app.asar, which the registry
// package does not have.

const FILES = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.mjs', type: 'module' }),
  // With top-level await, so that the app's synchronous start-up code runs before 'ready'.
  'main.mjs': `
import { app } from 'electron'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = []
let file = null
const args = process.argv.slice(1)
for (let i = 0; i < args.length; i++) {
  const a = args[i]
  if (a === '-v' || a === '--version') { console.log('v' + process.versions.electron); process.exit(0) }
  if (a === '-a' || a === '--abi') { console.log(process.versions.modules); process.exit(0) }
  if (a === '-r' || a === '--require') { modules.push(args[++i]); continue }
  if (a.startsWith('--app=')) { file = a.slice(6); break }
  if (a.startsWith('-')) continue
  file = a
  break
}
if (modules.length) Module._preloadModules(modules)
if (!file) { console.error('usage: electron [options] path/to/app'); process.exit(1) }

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
const target = path.resolve(file)
const manifest = path.join(target, 'package.json')
let appPath
if (fs.existsSync(manifest)) {
  const pkg = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  if (pkg.version) app.setVersion(pkg.version)
  app.name = pkg.productName || pkg.name || app.name
  app.setDesktopName?.(pkg.desktopName || app.name + '.desktop')
  appPath = target
}
let main
try {
  main = createRequire(import.meta.url).resolve(target)
} catch (e) {
  console.error('Unable to find Electron app at ' + target + '\\n' + e.message)
  process.exit(1)
}
app.setAppPath(appPath || path.dirname(main))
await import(pathToFileURL(main).href)
`
}

/**
 * The loader as an asar archive: a pickled header (the sizes of pickle and header, then JSON padded to 4 bytes), then the files.
 * @returns {Buffer}
 */
export function defaultAppArchive() {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {}
  const bodies = []
  let offset = 0
  for (const [name, text] of Object.entries(FILES)) {
    const body = Buffer.from(text)
    files[name] = { size: body.length, offset: String(offset) }
    bodies.push(body)
    offset += body.length
  }
  const json = Buffer.from(JSON.stringify({ files }))
  const padded = (json.length + 3) & ~3
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...bodies])
}
