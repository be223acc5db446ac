// Who may import whom: one row for each folder (or single file) of the app. The order does not matter; the longest path wins.
// What every row of electron/ but the preload has besides: node:*, zod, and itself.

/**
 * @typedef {object} Layer
 * @property {string} folder a folder, or one file
 * @property {readonly string[]} may folders and files of the project it may import, besides itself
 * @property {readonly string[]} packages npm packages it may import; `@scope/*` is all of a scope
 * @property {boolean} node whether it runs in Node: node:* is there for it
 */

const UI_LIBRARIES = [
  '@mantine/*',
  '@tabler/icons-react',
  '@tanstack/react-query',
  'ag-grid-community',
  'dayjs',
  'echarts',
  'get-nonce',
  'hast', // types only
  'react',
  'react-dom',
  'react-markdown',
  'react-resizable-panels',
  'rehype-sanitize',
  'remark-gfm',
  'zod'
]

const RPC = ['electron/rpc.ts']
const WORKER = [...RPC, 'electron/worker']

// Review for its reading functions: its acts need a writing connection, which the reader does not have.
const READING = ['electron/search', 'electron/insights', 'electron/export', 'electron/review', 'electron/database']
const WRITING = [
  'electron/import',
  'electron/sync',
  'electron/outbox',
  'electron/review',
  'electron/ingest',
  'electron/database'
]

/**
 * @param {string} folder
 * @param {readonly string[]} may
 * @param {readonly string[]} [packages]
 * @returns {Layer}
 */
const inNode = (folder, may, packages = []) => ({
  folder,
  may: ['shared', ...may],
  packages: ['zod', ...packages],
  node: true
})

/** @type {readonly Layer[]} */
export const LAYERS = [
  { folder: 'shared', may: [], packages: ['zod'], node: false },
  { folder: 'renderer', may: ['shared'], packages: UI_LIBRARIES, node: false },
  {
    folder: 'electron/preload.ts',
    may: ['shared/contract.ts', 'shared/errors.ts'],
    packages: ['electron'],
    node: false
  },
  inNode('electron/main.ts', ['electron/app', ...RPC], ['electron']),
  inNode('electron/app', [...RPC, 'electron/rejected-report.ts'], ['electron', 'electron-store']),
  inNode('electron/rejected-report.ts', []),
  inNode('electron/rpc.ts', []),
  inNode('electron/worker', RPC),
  inNode('electron/database', []),
  inNode('electron/database/open.ts', ['electron/database'], ['@photostructure/sqlite']),
  inNode('electron/database/lock.ts', ['electron/database'], ['@photostructure/sqlite']),
  inNode('electron/ingest', ['electron/database']),
  inNode('electron/import', ['electron/ingest', 'electron/database'], ['papaparse', 'sql.js', 'yauzl', 'iconv-lite']),
  // rpc here and below: the types of handlers only.
  inNode('electron/search', ['electron/database', ...RPC]),
  inNode('electron/insights', ['electron/search', 'electron/database', ...RPC]),
  // The types of handlers only.
  inNode('electron/review', ['electron/database', 'electron/outbox', ...RPC]),
  inNode(
    'electron/export',
    ['electron/search', 'electron/review', 'electron/database'],
    ['hucre', 'hyparquet-writer', 'papaparse']
  ),
  inNode('electron/outbox', ['electron/database']),
  inNode('electron/connectors', [], ['undici']),
  // rpc: the types of handlers only.
  inNode('electron/sync', ['electron/connectors', 'electron/outbox', 'electron/ingest', 'electron/database', ...RPC]),
  inNode('electron/reader.ts', [...READING, ...WORKER]),
  inNode('electron/exporter.ts', [
    'electron/export',
    'electron/insights',
    'electron/search',
    'electron/database',
    ...WORKER
  ]),
  inNode('electron/writer.ts', [...WRITING, ...WORKER]),
  inNode('electron/preparer.ts', ['electron/import', 'electron/worker/priority.ts']),
  inNode('electron/cli.ts', ['electron/cli']),
  inNode(
    'electron/cli',
    [
      'electron/search',
      'electron/import',
      'electron/sync',
      'electron/connectors',
      'electron/outbox',
      'electron/ingest',
      'electron/database',
      'electron/insights',
      'electron/export',
      // Only the act of wiping: the command line reviews nothing.
      'electron/review/wipe-act.ts',
      'electron/rejected-report.ts'
    ],
    ['papaparse']
  )
]
