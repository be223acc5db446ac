// The manifest beside an exported file: what it holds, of which query, when, by which version, and its hash.
import path from 'node:path'
import type { ExportOptions, ExportResult } from '../../shared/export'
import type { ExportContext, Written } from './export-conversations'
import type { ExportHead } from './formats/export-format'

interface ManifestParts {
  readonly result: Extract<ExportResult, { kind: 'done' }>
  readonly head: ExportHead
  readonly options: ExportOptions
  readonly written: Written
  readonly context: ExportContext
}

export function manifestText({ result, head, options, written, context }: ManifestParts): string {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())
  const manifest = {
    file: path.basename(result.path),
    sha256: result.sha256,
    bytes: result.bytes,
    format: options.format,
    query: head.query,
    queryInWords: head.words,
    timeZone: head.timeZone,
    firstAt: iso(written.firstAt),
    lastAt: iso(written.lastAt),
    conversations: result.conversations,
    messages: result.messages,
    redacted: options.redact,
    exportedAt: new Date().toISOString(),
    app: `Chatlog Desk ${context.appVersion}`
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
