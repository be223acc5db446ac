// How much processor time each thread of this process takes: the busiest tells how long work takes where every thread has a core of its
// own, on a machine that has fewer.
import { existsSync, readdirSync } from 'node:fs'
import { read } from './memory'

const TASKS = '/proc/self/task'
/** Clock ticks of a second in /proc: fixed on Linux, whatever the kernel counts by (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). */
const TICKS = 100
/** Milliseconds; what a thread does between the last look and its end is not counted. */
const LOOK_EVERY = 100

export interface ThreadTimes {
  /** Ends watching. Seconds of processor time of the busiest thread; null where the system does not tell. */
  end(): number | null
}

/** Watches the threads of this process from now on. */
export function watchThreads(): ThreadTimes {
  const before = secondsByThread()
  const latest = new Map<string, number>()
  const look = () => {
    for (const [thread, seconds] of secondsByThread()) latest.set(thread, seconds - (before.get(thread) ?? 0))
  }
  const watch = setInterval(look, LOOK_EVERY)
  return {
    end() {
      clearInterval(watch)
      look()
      return latest.size === 0 ? null : Math.max(...latest.values())
    }
  }
}

function secondsByThread(): Map<string, number> {
  const seconds = new Map<string, number>()
  if (!existsSync(TASKS)) return seconds
  for (const thread of readdirSync(TASKS)) {
    const stat = read(`${TASKS}/${thread}/stat`)
    // The name, in brackets, may hold spaces; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields.length > 12) seconds.set(thread, (Number(fields[11]) + Number(fields[12])) / TICKS)
  }
  return seconds
}
