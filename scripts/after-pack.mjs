// Called by electron-builder when a package's folder is laid out: removes what it leaves there of a local Electron.
import { rm } from 'node:fs/promises'
import path from 'node:path'

/** @param {{ appOutDir: string, electronPlatformName: string }} context */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'darwin')
    await rm(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true })
  await rm(path.join(appOutDir, '.electron-runtime.json'), { force: true })
}
