// `check`: is the workspace whole? The file, its references, the full-text index, the counts.
import { AppError } from '../../shared/errors'
import { type Check, checkIndex, checkWorkspace } from '../database/check'
import { workspaceInfo } from '../search/workspace-info'
import { type Command, flag } from './command'
import { withReadable, withWritable } from './workspace'

export const checkCommand: Command = {
  name: 'check',
  usage: '--workspace W [--json]',
  summary: 'Whether the workspace is whole: file, references, full-text index, counts. Changes nothing.',
  options: {},
  async run(_words, values, surroundings) {
    const { checks, counts } = await withReadable(values, surroundings, async (database) => {
      const { conversations, messages } = workspaceInfo(database)
      return { checks: checkWorkspace(database), counts: { conversations, messages } }
    })
    const index = await withWritable(values, surroundings, async (database) => checkIndex(database)).catch(leftOut)
    const all = index ? [...checks, index] : checks
    const isWhole = all.every(({ problems }) => problems.length === 0)
    const note = index ? '' : 'The index was not asked to check itself, since the workspace is open in the app.\n'
    await surroundings.out(
      flag(values, 'json')
        ? `${JSON.stringify({ ok: isWhole, ...counts, checks: all }, null, 2)}\n`
        : `${all.map(line).join('')}${note}Conversations: ${counts.conversations}\nMessages: ${counts.messages}\n`
    )
    if (!isWhole) surroundings.err('The workspace is damaged. Make a copy of the file, then open a backup of it.\n')
    return isWhole ? 0 : 1
  }
}

/** The writing connection is the app's while it is open; what can be checked beside it was. */
function leftOut(thrown: unknown): Check | null {
  if (thrown instanceof AppError && thrown.code === 'workspace-in-use') return null
  throw thrown
}

function line({ name, problems }: Check): string {
  return problems.length === 0 ? `${name}: ok\n` : `${name}:\n${problems.map((problem) => `  ${problem}\n`).join('')}`
}
