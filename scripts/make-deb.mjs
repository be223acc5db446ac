// A .deb from the unpacked app, with dpkg alone: electron-builder's own deb target downloads a tool for it.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ROOT, say } from './process.mjs'

/** Debian's word for an architecture of Node's. */
const ARCHITECTURES = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' })

/** What Electron links to or starts, by both names where a package was renamed (see prepare/system-packages.mjs). */
const DEPENDS = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libasound2t64 | libasound2',
  'libnss3',
  'libgbm1',
  'libx11-xcb1',
  'libsecret-1-0',
  'libnotify4',
  'xdg-utils',
  'libglib2.0-bin'
]

/** Workspaces get a type of their own, so that a double click opens the app. */
const MIME_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-chatlog-desk">
    <comment>Chatlog Desk workspace</comment>
    <glob pattern="*.chatlogdesk" weight="80"/>
  </mime-type>
</mime-info>
`

/**
 * @param {string} unpacked folder of the app
 * @param {{ name: string, productName: string, version: string, description: string, homepage: string, author: { name: string, email: string } }} manifest
 * @returns {Promise<string>} the package's file
 */
export async function makeDeb(unpacked, manifest) {
  const { Installer, transformVersion } = await import('electron-installer-debian')
  // electron-builder renames Electron's LICENSE; the installer wants one for usr/share/doc/.../copyright.
  await copyFile(path.join(unpacked, 'LICENSE.electron.txt'), path.join(unpacked, 'LICENSE'))
  const arch = ARCHITECTURES[process.arch] ?? process.arch
  const version = transformVersion(manifest.version)
  const dest = path.join(ROOT, 'dist')
  const installer = new Installer({
    src: unpacked,
    dest,
    arch,
    rename: (/** @type {string} */ folder) => path.join(folder, '<%= name %>_<%= version %>_<%= arch %>.deb'),
    logger: () => undefined,
    options: {
      name: manifest.name,
      bin: manifest.name,
      productName: manifest.productName,
      genericName: 'Conversation review',
      version,
      section: 'misc',
      priority: 'optional',
      categories: ['Office'],
      maintainer: `${manifest.author.name} <${manifest.author.email}>`,
      homepage: manifest.homepage,
      description: manifest.description,
      productDescription: 'Opens exports of support conversations and shows what the agent said, offline.',
      icon: { '512x512': path.join(ROOT, 'resources', 'icon.png'), scalable: path.join(ROOT, 'resources', 'icon.svg') },
      mimeType: ['application/x-chatlog-desk', 'text/csv', 'application/json'],
      // 96 MB in 24 s; xz makes 71 MB in 98 s.
      compression: process.env.DEB_COMPRESSION ?? 'gzip',
      // Files as paths; the installer's own passes addresses.
      desktopTemplate: path.join(ROOT, 'scripts', 'chatlog-desk.desktop.ejs')
    }
  })
  await installer.generateDefaults()
  await installer.generateOptions()
  // In place of its own list, which brings a whole desktop for the sake of a waste basket.
  Object.assign(installer.options, { depends: DEPENDS, recommends: [], suggests: ['gnome-keyring'] })
  await installer.createStagingDir()
  await installer.createContents()
  const mime = path.join(installer.stagingDir, 'usr', 'share', 'mime', 'packages')
  await mkdir(mime, { recursive: true })
  await writeFile(path.join(mime, `${manifest.name}.xml`), MIME_TYPES)
  await installer.createPackage()
  await installer.movePackage()
  const file = path.join(dest, `${manifest.name}_${version}_${arch}.deb`)
  say(`Made ${path.basename(file)}`)
  return file
}
