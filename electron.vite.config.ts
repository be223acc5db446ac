// Three bundles: main with its worker processes and the command line, the preload, and the renderer.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { CONTRACT, EVENT_NAMES, isWindowMethod } from './shared/contract'

// electron-vite derives its targets from the Electron version in package.json. The oldest Electron that must run the output
// decides (the fallback runtime of scripts/electron-runtime.mjs), so say it: Electron 33 = Node 20.18, Chrome 130.
const node = 'node20.18'
const chrome = 'chrome130'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: node,
      // Bundle the dependencies; only the SQLite engine stays outside, because it loads its binary from its own folder.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron', '@photostructure/sqlite'],
        input: {
          main: 'electron/main.ts',
          reader: 'electron/reader.ts',
          writer: 'electron/writer.ts',
          preparer: 'electron/preparer.ts',
          exporter: 'electron/exporter.ts',
          cli: 'electron/cli.ts'
        }
      }
    }
  },
  preload: {
    // The contract's names alone: the schemas behind them would cost each window the time to build them.
    define: {
      WINDOW_METHODS: JSON.stringify(Object.keys(CONTRACT).filter(isWindowMethod)),
      EVENT_NAMES: JSON.stringify(EVENT_NAMES)
    },
    build: {
      outDir: 'out/preload',
      target: node,
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        // A sandboxed preload must be CommonJS, in one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    // Replaced by a fresh nonce for each load (electron/app/protocol.ts).
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: 'out/renderer',
      target: chrome,
      minify: true,
      // Loaded from the disk, not over a network.
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: { index: 'renderer/index.html' } }
    }
  }
})
