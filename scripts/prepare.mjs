#!/usr/bin/env node
// What a fresh machine needs before the app can be built, started or tested: packages, an Electron, libraries of the system.
// Looks first and does only what is missing, so that it takes a moment when nothing has changed.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ensureElectron } from './electron-runtime.mjs'
import { ensureDependencies } from './prepare/dependencies.mjs'
import { ensureSystemPackages } from './prepare/system-packages.mjs'
import { capture, isMain, ROOT, runScript, Stop, say } from './process.mjs'

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/** Packages only: enough for the command line and for tools that open no window. Throws `Stop`. */
export async function preparePackages() {
  checkNode(process.versions.node)
  await ensureDependencies()
}

/**
 * Packages, Electron and its libraries. Throws `Stop` with what to do.
 * @param {{ programs?: Parameters<typeof ensureSystemPackages>[0]['programs'] }} [needs] programs that must be on the PATH too
 * @returns {Promise<ElectronRuntime>}
 */
export async function prepare(needs = {}) {
  await preparePackages()
  const electron = await ensureElectron()
  await ensureSystemPackages({ executable: electron.executable, programs: needs.programs ?? [] })
  const started = capture(electron.executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  })
  if (started.code !== 0) throw new Stop(`Electron does not start here:\n${started.err.trim()}`)
  return electron
}

/** Whether a window can be shown. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** @param {string} version of the Node that runs this */
function checkNode(version) {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const wanted = String(manifest.engines.node).replace(/^>=/, '')
  if (!isAtLeast(version, wanted)) throw new Stop(`Node ${wanted} or newer is needed; this is ${version}.`)
}

/**
 * Whether a version like 20.20.2 is not older than one like 20.19.
 * @param {string} version
 * @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number))
  for (const [index, part] of (want ?? []).entries()) {
    const other = have?.[index] ?? 0
    if (other !== part) return other > part
  }
  return true
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const { version } = await prepare()
    say(`Ready, with Electron ${version}`)
    return 0
  })
}
