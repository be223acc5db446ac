// The mapping step: what is chosen, what is still missing, what a new row shape does to it.
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, test } from 'vitest'
import { MappingForm, withShape } from '../../../renderer/sources/MappingForm'
import { targetOptions } from '../../../renderer/sources/mapping-words'
import { MAPPING_TARGETS, type Mapping, ROW_SHAPES } from '../../../shared/import-plan'
import { DEFAULT_SETTINGS } from '../../../shared/settings'
import { validateMapping } from '../../../shared/validate-mapping'

const mapping: Mapping = {
  version: 1,
  rows: 'message',
  columns: { Kanal: 'ignore', Nr: 'conversation.id', Text: 'message.text', Wer: 'message.role' }
}

function Form({ initial }: { readonly initial: Mapping }) {
  const [value, setValue] = useState(initial)
  return (
    <MappingForm
      columns={Object.keys(initial.columns).map((name) => ({
        name,
        samples: [`${name} 1`, `${name} 2`],
        proposed: initial.columns[name] ?? 'ignore',
        reason: `named like ${name}`
      }))}
      mapping={value}
      remember
      onChange={setValue}
      onRemember={() => undefined}
    />
  )
}

/** The settings are read already: nothing is asked for. */
function knownSettings(): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  client.setQueryData(['settings.get', undefined], DEFAULT_SETTINGS)
  return client
}

const open = (initial: Mapping) =>
  render(<Form initial={initial} />, {
    wrapper: ({ children }) => (
      <QueryClientProvider client={knownSettings()}>
        <MantineProvider env="test">{children}</MantineProvider>
      </QueryClientProvider>
    )
  })

describe('the form', () => {
  test('shows each column with its values, its meaning and why', () => {
    open(mapping)
    expect(screen.getByRole('combobox', { name: 'Meaning of Text' })).toHaveValue('Message text')
    expect(screen.getByText('Text 1')).toBeInTheDocument()
    expect(screen.getByText('named like Text')).toBeInTheDocument()
  })

  test('says at once what is missing, until it is chosen', async () => {
    open({ ...mapping, columns: { ...mapping.columns, Wer: 'ignore' } })
    expect(screen.getByRole('status')).toHaveTextContent('Choose the column that says who wrote a message.')
    await userEvent.click(screen.getByRole('combobox', { name: 'Meaning of Wer' }))
    await userEvent.click(screen.getByRole('option', { name: 'Role (who wrote it)' }))
    expect(screen.queryByRole('status')).not.toBeInTheDocument()
    expect(screen.getByRole('combobox', { name: 'Meaning of Wer' })).toHaveValue('Role (who wrote it)')
  })

  test('another row shape asks for its own columns', async () => {
    open(mapping)
    await userEvent.click(screen.getByRole('radio', { name: 'One question with its answer' }))
    expect(screen.getByRole('status')).toHaveTextContent('Choose the columns that hold the questions and the answers.')
  })
})

describe('the rules', () => {
  test('two columns must not mean the same', () => {
    const columns = { ...mapping.columns, Kanal: 'message.text' as const }
    expect(validateMapping({ ...mapping, columns }, Object.keys(columns))).toEqual([
      '“Kanal” and “Text” are given the same meaning; choose one of them.'
    ])
  })

  test('every meaning is offered by some row shape', () => {
    const offered = ROW_SHAPES.flatMap((rows) =>
      targetOptions(rows).flatMap((group) => group.items.map((item) => item.value))
    )
    expect(new Set(offered)).toEqual(new Set(MAPPING_TARGETS))
  })

  test('a new row shape keeps what it knows and ignores the rest', () => {
    const next = withShape(
      { ...mapping, columns: { ...mapping.columns, Kanal: 'conversation.channel' } },
      'conversation'
    )
    expect(next.columns).toEqual({
      Kanal: 'conversation.channel',
      Nr: 'conversation.id',
      Text: 'ignore',
      Wer: 'ignore'
    })
  })
})
