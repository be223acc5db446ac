#!/usr/bin/env node
// Part of `npm run lint`: no file imports what its layer may not (layers.mjs), and no file has grown too long.
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { filesIn } from './build.mjs'
import { importsOf } from './imports.mjs'
import { LAYERS } from './layers.mjs'
import { isMain, ROOT } from './process.mjs'

const LAYERED = ['shared', 'electron', 'renderer']
const MEASURED = [...LAYERED, 'scripts', 'tests']
/** Above the first a warning, above the second an error, unless the file's first lines say why it is long. */
const LONG = 300
const TOO_LONG = 400
const REASON = 'long because:'

/** @typedef {{ file: string, line: number, message: string, severity: 'error' | 'warning' }} Problem */

/**
 * Imports that break the layers.
 * @param {string} file path from the project's folder, with /
 * @param {string} source
 * @returns {Problem[]}
 */
export function layerProblems(file, source) {
  const layer = layerOf(file)
  if (!layer) return [error(file, 1, 'belongs to no layer: add its folder to scripts/layers.mjs')]
  return importsOf(source).flatMap(({ specifier, line }) => {
    const message =
      specifier.startsWith('.') || specifier.startsWith('/')
        ? projectImport(layer, file, specifier)
        : packageImport(layer, specifier)
    return message ? [error(file, line, message)] : []
  })
}

/**
 * A file that is too long.
 * @param {string} file
 * @param {string} source
 * @returns {Problem[]}
 */
export function sizeProblems(file, source) {
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
  if (lines <= LONG || source.split('\n', 10).some((line) => line.includes(REASON))) return []
  const message = `${lines} lines: split it, or say in the first lines "${REASON} ..."`
  return [{ file, line: 1, message, severity: lines > TOO_LONG ? 'error' : 'warning' }]
}

/**
 * @param {import('./layers.mjs').Layer} layer
 * @param {string} file
 * @param {string} specifier
 * @returns {string | null}
 */
function projectImport(layer, file, specifier) {
  const plain = specifier.replace(/\?.*$/, '')
  const target = path.posix.join(plain.startsWith('/') ? '' : path.posix.dirname(file), plain)
  if (isWithin(target, layer.folder) || layer.may.some((other) => isWithin(target, other))) return null
  return `${layer.folder} may not import ${target} (it may import ${layer.may.join(', ') || 'nothing of the project'})`
}

/**
 * @param {import('./layers.mjs').Layer} layer
 * @param {string} specifier
 * @returns {string | null}
 */
function packageImport(layer, specifier) {
  if (specifier.startsWith('node:'))
    return layer.node ? null : `${layer.folder} runs without Node and may not import ${specifier}`
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (builtinModules.includes(name))
    return layer.node ? `write node:${specifier}` : `${layer.folder} runs without Node and may not import ${specifier}`
  const allowed = layer.packages.some(
    (wanted) => wanted === name || (wanted.endsWith('/*') && name.startsWith(wanted.slice(0, -1)))
  )
  return allowed ? null : `${layer.folder} may not import ${name} (it may import ${layer.packages.join(', ')})`
}

/** @param {string} file */
function layerOf(file) {
  return LAYERS.filter(({ folder }) => isWithin(file, folder)).sort((a, b) => b.folder.length - a.folder.length)[0]
}

/**
 * Whether a path is this folder or in it, or this file: a file is imported without its extension.
 * @param {string} target
 * @param {string} folder
 */
function isWithin(target, folder) {
  return target === folder || `${target}.ts` === folder || target.startsWith(`${folder}/`)
}

/**
 * @param {string} file
 * @param {number} line
 * @param {string} message
 * @returns {Problem}
 */
const error = (file, line, message) => ({ file, line, message, severity: 'error' })

function main() {
  /** @type {Problem[]} */
  const problems = []
  for (const folder of MEASURED) {
    for (const file of filesIn(ROOT, folder)) {
      if (!/\.(ts|tsx|mjs|css)$/.test(file) || file.startsWith('tests/fixtures/')) continue
      const source = readFileSync(path.join(ROOT, file), 'utf8')
      problems.push(...sizeProblems(file, source))
      const isCode = /\.tsx?$/.test(file) && !file.endsWith('.d.ts')
      if (isCode && LAYERED.includes(folder)) problems.push(...layerProblems(file, source))
    }
  }
  for (const { file, line, message, severity } of problems) console.log(`${file}:${line}: ${severity}: ${message}`)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  console.log(errors === 0 ? 'Layers and sizes: fine' : `Layers and sizes: ${errors} to mend`)
  return errors === 0 ? 0 : 1
}

if (isMain(import.meta.url)) process.exitCode = main()
