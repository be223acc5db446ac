// The keys as settings: single letters on or off, another key for a command, refused where one is taken.
import { Button, Kbd, Switch, Table, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { keymapFor, refusal } from '../../shared/key-choices'
import { type Command, isCommandId, keysLabel, strokeName } from '../../shared/keymap'
import { IS_MAC } from '../commands'
import { SettingRow } from '../settings/SettingRow'
import classes from '../settings/settings.module.css'
import { useSettings } from '../use-settings'

export function KeySettings() {
  const { settings, change } = useSettings()
  const [shown, setShown] = useState(false)
  const [search, setSearch] = useState('')
  const { keys, singleKeys } = settings
  const wanted = search.trim().toLowerCase()
  const commands = keymapFor({ keys, singleKeys: true }).filter((command) =>
    command.label.toLowerCase().includes(wanted)
  )
  return (
    <section aria-label="Keys" className={classes.section}>
      <h2>Keys</h2>
      <SettingRow
        label="Single letters"
        hint="Letters, digits and signs pressed by themselves are commands. Switched off, only keys with Ctrl, Cmd or Alt are."
      >
        <Switch
          label="Use single letters"
          checked={singleKeys}
          onChange={(event) => change({ singleKeys: event.currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow label="Key of each command" hint="A key that another command has is refused.">
        <div className={classes.buttons}>
          <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide the keys' : 'Change keys'}
          </Button>
          <Button variant="default" disabled={Object.keys(keys).length === 0} onClick={() => change({ keys: {} })}>
            Reset all keys
          </Button>
        </div>
      </SettingRow>
      {shown && (
        <>
          <TextInput
            my="xs"
            aria-label="Find a command by name"
            placeholder="Find a command"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Table aria-label="Keys" verticalSpacing={3}>
            <Table.Tbody>
              {commands.map((command) => (
                <KeyRow key={command.id} command={command} />
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </section>
  )
}

function KeyRow({ command }: { readonly command: Command }) {
  const { settings, change } = useSettings()
  const [recording, setRecording] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const isChanged = Object.hasOwn(settings.keys, command.id)

  const record = (event: KeyboardEvent) => {
    // Every key is meant for this field, also those that are commands.
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return stop()
    const stroke = strokeName(event.nativeEvent, IS_MAC)
    if (stroke === '' || /(^|\+)(Shift|Control|Alt|Meta)$/.test(stroke) || !isCommandId(command.id)) return
    const why = refusal(command.id, stroke, settings.keys)
    setRefused(why)
    if (why !== null) return
    change({ keys: { ...settings.keys, [command.id]: [stroke] } })
    setRecording(false)
  }
  const stop = () => {
    setRecording(false)
    setRefused(null)
  }
  const reset = () =>
    change({ keys: Object.fromEntries(Object.entries(settings.keys).filter(([id]) => id !== command.id)) })
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {command.label}
        {refused && (
          <div className={classes.hint} role="alert">
            {refused}
          </div>
        )}
      </Table.Th>
      <Table.Td>
        {recording ? (
          <TextInput
            autoFocus
            readOnly
            aria-label={`Press the new key for ${command.label}`}
            value="Press a key"
            onKeyDown={record}
            onBlur={stop}
          />
        ) : command.keys.length === 0 ? (
          <span className="muted">none</span>
        ) : (
          command.keys.map((keys) => (
            <Kbd key={keys} size="xs" mr={4}>
              {keysLabel(keys, IS_MAC)}
            </Kbd>
          ))
        )}
      </Table.Td>
      <Table.Td ta="end">
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Change the key of ${command.label}`}
          onClick={() => setRecording(true)}
        >
          Change
        </Button>
        {command.keys.length > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`No key for ${command.label}`}
            onClick={() => change({ keys: { ...settings.keys, [command.id]: [] } })}
          >
            None
          </Button>
        )}
        {isChanged && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`Reset the key of ${command.label}`}
            onClick={reset}
          >
            Reset
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
