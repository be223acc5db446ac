// Memory of a process and all that it started, as Linux counts it.
import { readdirSync, readFileSync } from 'node:fs'

/** Bytes of a process and its descendants, shared pages shared out among those that have them; null where the system has no /proc. */
export function memoryOf(pid: number): number | null {
  try {
    return tree(pid).reduce((sum, one) => sum + pss(one), 0)
  } catch {
    return null
  }
}

function tree(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // The name of the program stands in brackets and may hold anything.
    const stat = read(`/proc/${name}/stat`).replace(/^.*\) /s, '')
    parents.set(Number(name), Number(stat.split(' ')[1]))
  }
  const isUnder = (one: number): boolean => one === pid || (parents.has(one) && isUnder(parents.get(one) ?? 0))
  return [...parents.keys()].filter(isUnder)
}

function pss(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? []
  return Number(kilobytes) * 1_024
}

/** A file of /proc; nothing of a process or thread that ended meanwhile. */
export function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
