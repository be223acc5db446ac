// What a file adapter is: one format, recognised by content, read as a stream of raw records. It knows nothing of the database.
import type { ImportQuestion, Mapping, PlanColumn } from '../../shared/import-plan'
import type { RawRecord } from '../ingest/raw'
import type { TurnEnd, Turns } from './turns'

/** The first bytes of a file, already decoded and looked at, so that detection opens each file once. */
export interface FileHead {
  readonly fileName: string
  readonly size: number
  /** What the bytes are, whatever the name says. */
  readonly kind: 'json' | 'json-lines' | 'csv' | 'sqlite' | 'empty' | 'binary'
  /** Decoded text of the first part of the file. */
  readonly text: string
  readonly encoding: string
  /** json, json-lines: the first records found in the first array of objects (or the lines), parsed. At most 20. */
  readonly records: readonly unknown[]
  /** json: where that array is ("data", "chatlogs", "data.conversations"); "" for a top-level array or a single object. */
  readonly arrayPath: string
  /** json, json-lines: steps to the records (json-splitter.ts): keys, and `[]` for each element of an array. */
  readonly recordPath: readonly string[]
  /** json: the object around the array, without it. */
  readonly envelope: Readonly<Record<string, unknown>>
  /** csv: delimiter, header names and the first rows as objects. */
  readonly delimiter: string
  readonly header: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** sqlite: the tables with their column names. */
  readonly tables: Readonly<Record<string, readonly string[]>>
  /** One sentence when nothing can be read from this file, whatever the adapters say. */
  readonly problem: string | null
  /** One sentence when what is read may not be all there is. */
  readonly warning?: string | undefined
}

/** What reading a file needs of its head: all but the text, which is megabytes. */
export type KnownHead = Omit<FileHead, 'text'>

export interface Recognition {
  /** 0..1: 0.9 and more is certain, less asks the person to look. */
  readonly certainty: number
  /** For people: "every record has chatId, role and content, as Flowise writes them". */
  readonly reason: string
}

export interface ReadOptions {
  readonly mapping: Mapping | null
  readonly head: KnownHead
  readonly signal: AbortSignal
}

export interface SharedReadOptions extends ReadOptions {
  readonly turns: Turns
}

export interface SourceAdapter {
  /** Stable: stored with each import. */
  readonly id: string
  /** For people. */
  readonly label: string
  /** null: not this format. Never throws. */
  recognise(head: FileHead): Recognition | null
  /** Reads the whole file with flat memory; rows that cannot be read are yielded as rejections. */
  read(file: string, options: ReadOptions): AsyncIterable<RawRecord>
  /**
   * Reads the turns of a thread that shares the file with others, with flat memory. Throws NeedsOrder where the records must be read in
   * their order. Absent: what a record means depends on others of the file.
   */
  readTurns?(file: string, options: SharedReadOptions): AsyncIterable<RawRecord | TurnEnd>
  /** Keys of the records that have no meaning here and stay in the raw record alone. */
  ignored?(head: FileHead): readonly string[]
  /** What only a person can say, for formats that need no mapping: their `propose` asks it otherwise. */
  questions?(head: FileHead): readonly ImportQuestion[]
  /** Only for formats that need one: the mapping proposed for this file, with what must be asked. */
  propose?(head: FileHead): {
    readonly mapping: Mapping
    readonly columns: readonly PlanColumn[]
    readonly questions: readonly ImportQuestion[]
  }
}
