// The import rules of the architecture refuse what they must, and see every way of importing.
import { describe, expect, it } from 'vitest'
import { layerProblems, sizeProblems } from '../../scripts/check-layers.mjs'
import { importsOf } from '../../scripts/imports.mjs'

function refused(file: string, source: string): string[] {
  return layerProblems(file, source).map(({ line, message }) => `${line}: ${message}`)
}

describe('finding imports', () => {
  it('sees every way to name a module, with its line', () => {
    const source = [
      "import a from './a'",
      "import type { B } from './b'",
      "import './side-effect'",
      "export { c } from './c'",
      "export * from './d'",
      'import {',
      '  e,',
      '  type F',
      "} from './e'",
      "const g = await import('./g')",
      "type H = import('./h').H",
      "const i = require('./i')",
      "const files = import.meta.glob<string>('./j/*.sql', { query: '?raw' })",
      "const more = import.meta.glob(['./k/*.sql'])",
      'const l = await import(`./l`)'
    ].join('\n')
    expect(importsOf(source).map(({ specifier, line }) => `${line} ${specifier}`)).toEqual([
      '1 ./a',
      '2 ./b',
      '3 ./side-effect',
      '4 ./c',
      '5 ./d',
      '9 ./e',
      '10 ./g',
      '11 ./h',
      '12 ./i',
      '13 ./j/*.sql',
      '14 ./k/*.sql',
      '15 ./l'
    ])
  })

  it('takes no comment, text, regular expression or apostrophe of a page for an import', () => {
    const source = [
      "// import x from './comment'",
      "/* import x from './block'",
      "   import y from './block' */",
      'const text = "import x from \'./text\'"',
      "const template = `import x from './template'`",
      'const quote = /[\'"`]/.test(text) // a quote that opens nothing',
      'const words = ["from", "import"]',
      "const page = <p>it's a day's work</p>",
      "const rate = total / count / 2; const s = 'import'",
      "import real from './real'"
    ].join('\n')
    expect(importsOf(source)).toEqual([{ specifier: './real', line: 10 }])
  })
})

describe('the layers', () => {
  it.each([
    ['shared/domain.ts', "import { app } from 'electron'", 'shared may not import electron'],
    ['shared/domain.ts', "import fs from 'node:fs'", 'shared runs without Node'],
    ['shared/query/query.ts', "import type { Row } from '../../electron/database/open'", 'electron/database/open'],
    [
      'renderer/App.tsx',
      "import { open } from '../electron/database/open'",
      'renderer may not import electron/database/open'
    ],
    ['renderer/api.ts', "import path from 'path'", 'renderer runs without Node'],
    ['electron/preload.ts', "import { parseQuery } from '../shared/query/parse-query'", 'may not import shared/query'],
    [
      'electron/main.ts',
      "import { openWritable } from './database/open'",
      'electron/main.ts may not import electron/database'
    ],
    [
      'electron/app/ipc.ts',
      "const s = await import('../search/result-sets')",
      'electron/app may not import electron/search'
    ],
    ['electron/database/imports.ts', "import { app } from 'electron'", 'electron/database may not import electron'],
    ['electron/database/imports.ts', "import { DatabaseSync } from '@photostructure/sqlite'", '@photostructure/sqlite'],
    [
      'electron/ingest/normalize.ts',
      "import { read } from '../import/csv-reader'",
      'electron/ingest may not import electron/import'
    ],
    [
      'electron/import/detect.ts',
      "import { open } from '../search/result-sets'",
      'electron/import may not import electron/search'
    ],
    [
      'electron/search/facets.ts',
      "import { add } from '../ingest/batch-writer'",
      'electron/search may not import electron/ingest'
    ],
    [
      'electron/reader.ts',
      "import { importFiles } from './import/import-files'",
      'electron/reader.ts may not import electron/import'
    ],
    [
      'electron/writer.ts',
      "import { write } from './export/formats/csv'",
      'electron/writer.ts may not import electron/export'
    ],
    ['electron/cli.ts', "import { app } from 'electron'", 'electron/cli.ts may not import electron'],
    ['electron/search/facets.ts', "import fs from 'fs'", 'write node:fs'],
    ['electron/helpers/words.ts', 'export const a = 1', 'belongs to no layer']
  ])('refuse in %s: %s', (file, source, message) => {
    expect(refused(file, source)).toEqual([expect.stringContaining(message)])
  })

  it.each([
    ['shared/contract.ts', "import { z } from 'zod'\nimport type { Role } from './domain'"],
    [
      'renderer/App.tsx',
      "import { Button } from '@mantine/core'\nimport '@mantine/core/styles.css'\nimport { CONTRACT } from '../shared/contract'"
    ],
    ['electron/preload.ts', "import { contextBridge } from 'electron'\nimport { OWNER } from '../shared/contract'"],
    [
      'electron/app/settings.ts',
      "import Store from 'electron-store'\nimport { settings } from '../../shared/settings'"
    ],
    ['electron/database/open.ts', "import { DatabaseSync } from '@photostructure/sqlite'"],
    ['electron/database/migrate.ts', "const FILES = import.meta.glob('./migrations/*.sql', { query: '?raw' })"],
    [
      'electron/import/adapters/generic-table.ts',
      "import { readCsv } from '../csv-reader'\nimport type { RawRecord } from '../../ingest/raw'"
    ],
    [
      'electron/cli/query.ts',
      "import { createSearch } from '../search/result-sets'\nimport { importFiles } from '../import/import-files'"
    ]
  ])('let %s do its work', (file, source) => {
    expect(refused(file, source)).toEqual([])
  })

  it('say where: the file and the line', () => {
    const source = "import { z } from 'zod'\n\nexport const load = () => import('electron')\n"
    expect(layerProblems('shared/domain.ts', source)).toMatchObject([
      { file: 'shared/domain.ts', line: 3, severity: 'error' }
    ])
  })
})

describe('the length of files', () => {
  const lines = (count: number): string => 'const a = 1\n'.repeat(count)

  it('is free up to 300 lines, warned of above, refused above 400', () => {
    expect(sizeProblems('electron/a.ts', lines(300))).toEqual([])
    expect(sizeProblems('electron/a.ts', lines(301))).toMatchObject([{ severity: 'warning' }])
    expect(sizeProblems('electron/a.ts', lines(400))).toMatchObject([{ severity: 'warning' }])
    expect(sizeProblems('electron/a.ts', lines(401))).toMatchObject([{ severity: 'error' }])
  })

  it('may be more for a reason that the first lines give', () => {
    expect(sizeProblems('electron/a.ts', `// One table. long because: it is one list.\n${lines(500)}`)).toEqual([])
  })
})
