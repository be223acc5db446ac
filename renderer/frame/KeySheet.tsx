// `?`: every key, from the same table that makes them work.
import { Kbd, Modal, Table, Title } from '@mantine/core'
import { useState } from 'react'
import { COMMAND_PLACES, type CommandId, type CommandPlace, keysLabel } from '../../shared/keymap'
import { currentCommand, IS_MAC, useCommand, useCommands } from '../commands'
import classes from './KeySheet.module.css'

const PLACE_WORDS: Readonly<Record<CommandPlace, string>> = {
  window: 'Everywhere',
  list: 'In the list',
  transcript: 'In the transcript',
  review: 'In a review'
}

export function KeySheet() {
  const { available } = useCommands()
  const [shown, setShown] = useState<readonly CommandId[] | null>(null)
  useCommand('help.keys', () => setShown(available()))
  return (
    <Modal opened={shown !== null} onClose={() => setShown(null)} title="Keys" size="xl">
      <div className={classes.columns}>
        {COMMAND_PLACES.map((place) => {
          const commands = (shown ?? []).map(currentCommand).filter((c) => c.when === place && c.keys.length > 0)
          if (commands.length === 0) return null
          return (
            <section key={place} className={classes.group}>
              <Title order={3} size="sm" mb={4}>
                {PLACE_WORDS[place]}
              </Title>
              <Table verticalSpacing={3} horizontalSpacing={0} withRowBorders={false}>
                <Table.Tbody>
                  {commands.map((command) => (
                    <Table.Tr key={command.id}>
                      <Table.Th fw={400} scope="row">
                        {command.label}
                      </Table.Th>
                      <Table.Td className={classes.keys}>
                        {command.keys.map((keys) => (
                          <Kbd key={keys} size="xs" ml={4}>
                            {keysLabel(keys, IS_MAC)}
                          </Kbd>
                        ))}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          )
        })}
      </div>
    </Modal>
  )
}
