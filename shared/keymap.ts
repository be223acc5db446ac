// Every command in one table: its id, its keys, where it works, its words. Handlers, tooltips, the menu, the palette and the key
// sheet are all made from this.

/** Where a command works. `window`: everywhere. The others: where that part of the window is on screen. */
export const COMMAND_PLACES = ['window', 'list', 'transcript', 'review'] as const
export type CommandPlace = (typeof COMMAND_PLACES)[number]

export interface Command {
  readonly id: string
  /**
   * `Mod` is Ctrl, and Cmd on a Mac. `+` joins, a space separates strokes of a sequence (`* a`). A single character is the
   * character typed (`?`, `N`), so that it is found wherever a keyboard has it. Empty: by menu and palette only.
   */
  readonly keys: readonly string[]
  readonly when: CommandPlace
  readonly label: string
}

const command = <I extends string>(id: I, keys: readonly string[], when: CommandPlace, label: string) =>
  ({ id, keys, when, label }) as const

export const KEYMAP = [
  command('palette.open', ['Mod+K'], 'window', 'Find a command'),
  command('help.keys', ['?'], 'window', 'Show all keys'),
  command('import.open', ['Mod+O'], 'window', 'Import files'),
  command('page.conversations', [], 'window', 'Go to Conversations'),
  command('page.analytics', [], 'window', 'Go to Analytics'),
  command('page.sources', [], 'window', 'Go to Sources'),
  command('settings.open', ['Mod+,'], 'window', 'Go to Settings'),
  command('sidebar.toggle', ['Mod+B'], 'window', 'Show or hide the sidebar'),
  command('help.about', [], 'window', 'About Chatlog Desk'),
  command('theme.toggle', [], 'window', 'Switch between light and dark'),
  command('search.focus', ['/', 'Mod+F'], 'list', 'Search conversations'),
  command('list.focus', [], 'list', 'Go to the list'),
  command('search.clear', [], 'list', 'Clear the search and all filters'),
  command('facets.toggle', ['f'], 'list', 'Show or hide the filters'),
  command('list.next', ['j'], 'list', 'Next conversation'),
  command('list.previous', ['k'], 'list', 'Previous conversation'),
  command('list.open', ['Enter'], 'list', 'Open the conversation'),
  command('list.preview', ['Space'], 'list', 'Look into the conversation, or put it away'),
  command('list.first', ['Home'], 'list', 'First conversation'),
  command('list.last', ['End'], 'list', 'Last conversation'),
  command('list.toggleSelected', ['x'], 'list', 'Select or deselect the conversation'),
  command('list.extendDown', ['J', 'Shift+ArrowDown'], 'list', 'Extend the selection down'),
  command('list.extendUp', ['K', 'Shift+ArrowUp'], 'list', 'Extend the selection up'),
  command('list.selectAll', ['* a'], 'list', 'Select all that match'),
  command('list.selectNone', ['* n'], 'list', 'Select none'),
  command('columns.reset', [], 'list', 'Put the columns back as they were'),
  command('density.toggle', [], 'list', 'Switch between compact and comfortable rows'),
  command('export.open', ['Mod+E'], 'list', 'Export the conversations'),
  command('view.save', ['Mod+S'], 'list', 'Save the view'),
  command('view.1', ['Alt+1'], 'window', 'Open the 1st view'),
  command('view.2', ['Alt+2'], 'window', 'Open the 2nd view'),
  command('view.3', ['Alt+3'], 'window', 'Open the 3rd view'),
  command('view.4', ['Alt+4'], 'window', 'Open the 4th view'),
  command('view.5', ['Alt+5'], 'window', 'Open the 5th view'),
  command('view.6', ['Alt+6'], 'window', 'Open the 6th view'),
  command('view.7', ['Alt+7'], 'window', 'Open the 7th view'),
  command('view.8', ['Alt+8'], 'window', 'Open the 8th view'),
  command('view.9', ['Alt+9'], 'window', 'Open the 9th view'),
  command('transcript.nextHit', ['n'], 'transcript', 'Next match'),
  command('transcript.previousHit', ['N'], 'transcript', 'Previous match'),
  command('transcript.nextTurn', [']'], 'transcript', 'Next message'),
  command('transcript.previousTurn', ['['], 'transcript', 'Previous message'),
  command('transcript.nextSignal', ['d'], 'transcript', 'Next weak answer'),
  command('transcript.previousSignal', ['D'], 'transcript', 'Previous weak answer'),
  command('transcript.citations', ['c'], 'transcript', 'Next citation'),
  command('edit.undo', ['Mod+Z'], 'window', 'Undo'),
  command('edit.redo', ['Mod+Shift+Z', 'Mod+Y'], 'window', 'Redo'),
  command('review.start', ['r'], 'list', 'Review these conversations'),
  command('mask.toggle', ['Mod+Shift+M'], 'window', 'Hide or show personal data'),
  command('page.suggestions', [], 'window', 'Go to Suggestions'),
  command('page.qaPairs', [], 'window', 'Go to Q&A pairs'),
  command('answer.improve', ['e'], 'transcript', 'Improve the answer'),
  command('conversation.handOff', ['E'], 'transcript', 'Hand off the conversation'),
  command('page.review', [], 'window', 'Go to Review sets'),
  command('page.issues', [], 'window', 'Go to Issues'),
  command('page.history', ['Mod+Shift+H'], 'window', 'Go to History'),
  command('review.value1', ['1'], 'review', 'Give the 1st value'),
  command('review.value2', ['2'], 'review', 'Give the 2nd value'),
  command('review.value3', ['3'], 'review', 'Give the 3rd value'),
  command('review.value4', ['4'], 'review', 'Give the 4th value'),
  command('review.value5', ['5'], 'review', 'Give the 5th value'),
  command('review.value6', ['6'], 'review', 'Give the 6th value'),
  command('review.value7', ['7'], 'review', 'Give the 7th value'),
  command('review.value8', ['8'], 'review', 'Give the 8th value'),
  command('review.value9', ['9'], 'review', 'Give the 9th value'),
  command('review.notApplicable', ['0'], 'review', 'Not applicable'),
  command('review.nextCriterion', ['ArrowDown'], 'review', 'Next criterion'),
  command('review.previousCriterion', ['ArrowUp'], 'review', 'Previous criterion'),
  command('review.tag', ['t'], 'review', 'Tag'),
  command('review.issue', ['o'], 'review', 'Add to an issue'),
  command('review.note', ['.'], 'review', 'Write a note'),
  command('review.flag', ['m'], 'review', 'Flag for discussion'),
  command('review.done', ['Mod+Enter'], 'review', 'Done and next'),
  command('review.next', ['ArrowRight'], 'review', 'Next conversation of the review'),
  command('review.back', ['ArrowLeft'], 'review', 'Back to the one before'),
  command('review.skip', ['s'], 'review', 'Skip'),
  command('review.decline', ['S'], 'review', 'Decline'),
  command('review.unreviewed', ['u'], 'review', 'Mark unreviewed')
] as const satisfies readonly Command[]

export type CommandId = (typeof KEYMAP)[number]['id']

const BY_ID: ReadonlyMap<string, Command> = new Map(KEYMAP.map((c) => [c.id, c]))

export function isCommandId(id: string): id is CommandId {
  return BY_ID.has(id)
}

export function commandOf(id: CommandId): Command {
  const found = BY_ID.get(id)
  if (!found) throw new Error(`unknown command: ${id}`)
  return found
}

/** What of a key event decides. A `KeyboardEvent` is one. */
export interface Stroke {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** The place on the keyboard: with Alt, `key` may be another character (Alt+1 is `¡` on a Mac). */
  readonly code?: string
}

/** The stroke in the table's notation: `Mod+K`, `?`, `N`, `Space`, `Alt+1`. */
export function strokeName(stroke: Stroke, isMac: boolean): string {
  const mod = isMac ? stroke.metaKey : stroke.ctrlKey
  // Ctrl on a Mac and the Windows key are not ours.
  if (isMac ? stroke.ctrlKey : stroke.metaKey) return ''
  const digit = /^Digit(\d)$/.exec(stroke.code ?? '')
  let key = stroke.altKey && digit?.[1] ? digit[1] : stroke.key
  if (key === ' ') key = 'Space'
  const isCharacter = [...key].length === 1
  if (isCharacter && mod) key = key.toUpperCase()
  const parts = [mod ? 'Mod' : '', stroke.altKey ? 'Alt' : '']
  // A character already tells of Shift (`N`, `?`), except beside Mod, where it was made upper case.
  if (stroke.shiftKey && (!isCharacter || mod)) parts.push('Shift')
  return [...parts, key].filter(Boolean).join('+')
}

const ARROWS: ReadonlyMap<string, string> = new Map([
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→']
])

/** Keys as people read them: `Ctrl+K`, `⌘K`, `* then a`, `Shift+N`, `Shift+↓`. */
export function keysLabel(keys: string, isMac: boolean): string {
  return keys
    .split(' ')
    .map((stroke) => {
      if (/^[A-Z]$/.test(stroke)) return isMac ? `⇧${stroke}` : `Shift+${stroke}`
      const drawn = stroke.replace(/Arrow\w+$/, (arrow) => ARROWS.get(arrow) ?? arrow)
      return isMac
        ? drawn.replace('Mod+', '⌘').replace('Alt+', '⌥').replace('Shift+', '⇧')
        : drawn.replace('Mod+', 'Ctrl+')
    })
    .join(' then ')
}
