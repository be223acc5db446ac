// `wipe`: deletes an agent's conversations for good, as the danger zone of the window does; without the name typed twice it only tells
// what would go.
import { AppError } from '../../shared/errors'
import type { WipePreview, WipeResult } from '../../shared/wipe'
import { previewWipe } from '../database/wipe'
import { wipeAct } from '../review/wipe-act'
import { agentNamed } from './agents'
import { type Command, flag, text } from './command'
import { withReadable, withWritable } from './workspace'

export const wipeCommand: Command = {
  name: 'wipe',
  usage: 'AGENT --workspace W [--confirm AGENT] [--on-platform] [--keep-backups] [--json]',
  summary:
    'Deletes an agent’s conversations and all that was added to them, for good. Without --confirm it tells what would go, and deletes nothing.',
  options: {
    confirm: { type: 'string' },
    'on-platform': { type: 'boolean' },
    'keep-backups': { type: 'boolean' }
  },
  async run(words, values, surroundings) {
    const [name, ...more] = words
    if (name === undefined || more.length > 0)
      throw new AppError('invalid-input', 'Which agent? Name one, in quotation marks where its name has spaces.')
    const say = (sentences: string, value: unknown) =>
      surroundings.out(flag(values, 'json') ? `${JSON.stringify(value, null, 2)}\n` : sentences)
    const typed = text(values, 'confirm')
    // Looked up by a reader first: a workspace that is not there must not be made, nor one be locked to look at it.
    const preview = await withReadable(values, surroundings, async (database) =>
      previewWipe(database, agentNamed(database, name))
    )
    if (typed === undefined) {
      await say(told(preview), preview)
      return 0
    }
    const result = await withWritable(values, surroundings, (database) =>
      wipeAct(
        database,
        {
          agentId: agentNamed(database, name),
          name: typed,
          onPlatform: flag(values, 'on-platform'),
          withBackups: !flag(values, 'keep-backups'),
          reviewer: ''
        },
        { signal: surroundings.signal }
      )
    )
    await say(done(result, preview), result)
    for (const sentence of result.left) surroundings.err(`${sentence}\n`)
    return result.left.length > 0 ? 1 : 0
  }
}

function told(preview: WipePreview): string {
  const { agent, conversations, messages, notes, tags, verdicts, drafts, waiting, backups, places } = preview
  const kept = places.filter(({ canDelete }) => !canDelete)
  const lines = [
    `Would go: ${conversations} conversations, ${messages} messages, ${notes} notes, ${tags} tags, ${verdicts} verdicts, ${drafts} drafts, ${waiting} waiting changes, ${backups.length} backups.`,
    ...places.filter(({ canDelete }) => canDelete).map((one) => `${one.connection}: with --on-platform there, too.`),
    ...kept.map((one) => `${one.connection}: what the platform has stays there; its API cannot delete it.`),
    `Nothing was deleted. To do it: --confirm "${agent}"`
  ]
  return `${lines.join('\n')}\n`
}

function done({ conversations, messages, drafts, backups, sent }: WipeResult, { agent }: WipePreview): string {
  const onPlatform = sent > 0 ? ` ${sent} deletions wait in the outbox.` : ''
  return `Wiped ${agent}: ${conversations} conversations, ${messages} messages, ${drafts} drafts, ${backups.length} backups.${onPlatform}\n`
}
