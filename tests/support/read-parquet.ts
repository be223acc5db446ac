// Reads a Parquet file as an engine outside does: with DuckDB.
import { DuckDBInstance } from '@duckdb/node-api'
import { onTestFinished } from 'vitest'

export type Rows = readonly Readonly<Record<string, unknown>>[]

/** What DuckDB answers; `FILE` in the SQL stands for the file. Integers of 64 bits come as text. */
export async function askParquet(file: string, sql: string): Promise<Rows> {
  const instance = await DuckDBInstance.create()
  onTestFinished(() => instance.closeSync())
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(sql.replaceAll('FILE', `read_parquet('${file}')`))
  return reader.getRowObjectsJson()
}
