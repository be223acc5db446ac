// Runs imports in tests: files written from plain values, and a call that remembers its progress.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Progress } from '../../shared/contract'

export interface TestCall {
  readonly signal: AbortSignal
  readonly told: Progress[]
  progress(progress: Progress): void
}

export function testCall(controller = new AbortController()): TestCall {
  const told: Progress[] = []
  return { signal: controller.signal, told, progress: (progress) => told.push(progress) }
}

/** Writes a file (with its folders) and returns its path; values that are no text or bytes are written as JSON. */
export function writeTo(folder: string, name: string, content: unknown): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return file
}

/** A conversation as the platforms export it. */
export function conversation(id: number | string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    title: null,
    createdAt: 1767000000,
    updatedAt: 1767000010,
    userId: null,
    source: 'Email',
    status: 'ended',
    messages: [
      { id: `${id}-1`, role: 'user', parts: [{ type: 'text', text: `Question ${id}` }], createdAt: 1767000000 },
      { id: `${id}-2`, role: 'assistant', parts: [{ type: 'text', text: `Answer ${id}` }], createdAt: 1767000005 }
    ],
    ...more
  }
}
