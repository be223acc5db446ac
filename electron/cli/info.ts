// `info`: what a workspace holds.
import { workspaceInfo } from '../search/workspace-info'
import { type Command, flag } from './command'
import { withReadable } from './workspace'

export const infoCommand: Command = {
  name: 'info',
  usage: '--workspace W [--json]',
  summary: 'What the workspace holds: counts, date range, agents, sources, version.',
  options: {},
  run: (_words, values, surroundings) =>
    withReadable(values, surroundings, async (database) => {
      const info = workspaceInfo(database)
      if (flag(values, 'json')) {
        await surroundings.out(`${JSON.stringify(info, null, 2)}\n`)
        return 0
      }
      const date = (time: number | null) => (time === null ? 'unknown' : new Date(time).toISOString())
      const list = (rows: readonly { readonly name: string; readonly conversations: number }[]) =>
        rows.map(({ name, conversations }) => `  ${name}: ${conversations}\n`).join('')
      await surroundings.out(
        `${info.path}\nConversations: ${info.conversations}\nMessages: ${info.messages}\n` +
          `First: ${date(info.firstAt)}\nLast: ${date(info.lastAt)}\n` +
          `Agents:\n${list(info.agents)}Sources:\n${list(info.sources)}` +
          `Schema version: ${info.schemaVersion}\nFile size: ${info.fileSize} bytes\n`
      )
      return 0
    })
}
