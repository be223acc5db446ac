// Who comes first where the processor is short: the window and what it waits for, before work that takes minutes anyway.
import os from 'node:os'

/**
 * Lets everything else come first from now on. For a process (or, on Linux, a thread) whose work nobody waits for at each moment; it is
 * never taken back, as systems other than Windows do not let a program raise its own priority. `'thread'`: only the calling thread, which
 * Linux alone can tell apart from its process (setpriority(2), "C library/kernel differences"); elsewhere nothing happens.
 */
export function comeLast(who: 'process' | 'thread'): void {
  if (who === 'thread' && process.platform !== 'linux') return
  try {
    os.setPriority(0, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (thrown) {
    // Where the system forbids it the work is done all the same.
    console.warn('the priority stays as it is:', thrown)
  }
}
