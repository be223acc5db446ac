#!/usr/bin/env node
// `npm run package`: the app to hand out, in dist/. On Linux an unpacked folder, a tar.gz and a .deb; on macOS dmg and zip, on
// Windows an installer. Words after `--` go to electron-builder in place of that: npm run package -- --linux AppImage
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuilt, forgetBuild } from './build.mjs'
import { isFallback } from './electron-fallback.mjs'
import { writeLicences } from './licences.mjs'
import { makeDeb } from './make-deb.mjs'
import { ensureSystemPackages } from './prepare/system-packages.mjs'
import { prepare } from './prepare.mjs'
import { ROOT, run, runScript, Stop, say, tool } from './process.mjs'

const UNPACKED = path.join(ROOT, 'dist', 'linux-unpacked')

/** @param {import('./electron-runtime.mjs').ElectronRuntime} electron */
function refuseTestRuntime(electron) {
  if (electron.source !== 'fallback' && !isFallback(electron.dist)) return
  if (process.env.ALLOW_TEST_RUNTIME !== '1') {
    throw new Stop(
      `Not packaged: Electron here is the test runtime (${electron.version}), which is old and must not be handed out. Package on a\n` +
        'machine that reaches Electron’s downloads. To try the packaging itself, with a result to throw away:\n\n' +
        '  ALLOW_TEST_RUNTIME=1 npm run package\n'
    )
  }
  say(`ALLOW_TEST_RUNTIME=1: packaging the test runtime, Electron ${electron.version}. Do not hand this out.`)
}

/**
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {readonly string[]} args
 */
async function build(electron, args) {
  // Where Electron is only linked, or is a test runtime, electron-builder must take it from here. An ordinary one it would
  // download again for each system and architecture, which other targets than this machine need.
  const local = electron.source === 'fallback' || electron.source === 'override'
  const from = local ? [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`] : []
  const code = await run(process.execPath, [tool('electron-builder/cli.js'), ...args, ...from, '--publish', 'never'])
  if (code !== 0) throw new Stop('electron-builder failed; what it said is above.')
}

/**
 * Reads the fuses back from the packaged executable and stops when one is not as electron-builder.yml wants it.
 * @param {string} executable
 */
async function checkFuses(executable) {
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses')
  const wire = await getCurrentFuseWire(executable)
  const wanted = /** @type {const} */ ({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false
  })
  const wrong = Object.entries(wanted).filter(([name, on]) => {
    const fuse = FuseV1Options[/** @type {keyof typeof wanted} */ (name)]
    return wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE)
  })
  if (wrong.length > 0)
    throw new Stop(`Fuses that are not as they should be: ${wrong.map(([name]) => name).join(', ')}`)
  say(`Fuses read back: all ${Object.keys(wanted).length} as wanted`)
}

/** Stops when the package is not just the bundles, the engine and its binary for this system. */
function checkContents() {
  const unpacked = path.join(UNPACKED, 'resources', 'app.asar.unpacked')
  const binary = `node_modules/@photostructure/sqlite/prebuilds/linux-${process.arch}/@photostructure+sqlite.glibc.node`
  if (!existsSync(path.join(unpacked, binary))) throw new Stop('The SQLite engine’s binary is missing in the package')
}

/** @param {string} version */
async function makeTarball(version) {
  const name = `chatlog-desk-${version}-linux-${process.arch}`
  const file = path.join(ROOT, 'dist', `${name}.tar.gz`)
  say(`Packing ${name}.tar.gz`)
  rmSync(file, { force: true })
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name']
  const code = await run('tar', ['-czf', file, ...owner, `--transform=s,^\\.,${name},`, '-C', UNPACKED, '.'])
  if (code !== 0) throw new Stop('tar failed')
  return file
}

await runScript(async () => {
  const electron = await prepare()
  refuseTestRuntime(electron)
  forgetBuild()
  if (!(await ensureBuilt())) return 1
  writeLicences()
  const args = process.argv.slice(2)
  if (args.length > 0 || process.platform !== 'linux') {
    await build(electron, args)
    return 0
  }
  await ensureSystemPackages({ programs: ['dpkg-deb', 'tar'] })
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  rmSync(UNPACKED, { recursive: true, force: true })
  say('Laying out the package')
  await build(electron, ['--linux', 'dir'])
  await checkFuses(path.join(UNPACKED, 'chatlog-desk'))
  checkContents()
  const tarball = await makeTarball(manifest.version)
  say('Making the .deb')
  const deb = await makeDeb(UNPACKED, manifest)
  console.log([UNPACKED, tarball, deb].map((file) => path.relative(ROOT, file)).join('\n'))
  return 0
})
