// The filter of one column, below its header: the same editors as in the panel, of the same query.
import { Loader, Popover, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CountedField } from '../../shared/query/facets'
import type { Part } from '../../shared/query/fields'
import type { Query } from '../../shared/query/query'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { CountFacet } from '../facets/CountFacet'
import { DateFacet } from '../facets/DateFacet'
import { FacetGroup } from '../facets/FacetGroup'
import { useFacet } from '../facets/use-facets'
import { useFieldWords } from '../shown-words'
import { GRID_COLUMNS } from './grid-columns'
import { type HeaderFilter, headerText, partChoice, setHeaderText, setPart } from './header-filter'

/** A column's header on screen. */
export interface HeaderPlace {
  readonly columnId: string
  readonly left: number
  readonly top: number
  readonly bottom: number
}

interface HeaderFilterPopoverProps {
  /** Null: none is open. */
  readonly place: HeaderPlace | null
  /** The query of the rows on screen. */
  readonly query: Query
  onClose(): void
}

export function HeaderFilterPopover({ place, query, onClose }: HeaderFilterPopoverProps) {
  const column = GRID_COLUMNS.find(({ id }) => id === place?.columnId)
  if (!place || !column?.filter) return null
  return (
    <Popover
      key={column.id}
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      width={250}
    >
      <Popover.Target>
        <span
          style={{
            position: 'fixed',
            left: place.left,
            top: place.top,
            width: 1,
            height: place.bottom - place.top,
            pointerEvents: 'none'
          }}
        />
      </Popover.Target>
      <Popover.Dropdown p="xs" mah={420} style={{ overflowY: 'auto' }} aria-label={`Filter by ${column.label}`}>
        <Editor label={column.label} filter={column.filter} query={query} onClose={onClose} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface EditorProps {
  readonly label: string
  readonly filter: HeaderFilter
  readonly query: Query
  onClose(): void
}

function Editor({ label, filter, query, onClose }: EditorProps) {
  const { timeZone } = useFormat()
  switch (filter.kind) {
    case 'values':
      return <Values field={filter.field} query={query} />
    case 'dates':
      return <DateFacet timeZone={timeZone} />
    case 'count':
      return <CountFacet query={query} />
    case 'text':
      return <TextFilter label={label} filter={filter} onClose={onClose} />
    case 'part':
      return <PartFilter label={label} part={filter.part} />
  }
}

function Values({ field, query }: { readonly field: CountedField; readonly query: Query }) {
  const format = useFormat()
  const [search, setSearch] = useState('')
  const facet = useFacet(query, field, search)
  return facet ? (
    <FacetGroup facet={facet} format={format} search={search} onSearch={setSearch} />
  ) : (
    <Loader size={14} />
  )
}

type TextHeaderFilter = Extract<HeaderFilter, { kind: 'text' }>

function TextFilter({ label, filter, onClose }: Omit<EditorProps, 'query'> & { readonly filter: TextHeaderFilter }) {
  const { query, editFilter } = useCurrentQuery()
  const [text, setText] = useState(headerText(query.filter, filter))
  const field = useFieldWords(text)
  const apply = () => editFilter((old) => setHeaderText(old, filter, text))
  return (
    <TextInput
      data-autofocus
      label={`${label} contains`}
      description={
        filter.field === 'q' ? 'Words of the opening question. Enter applies it.' : 'Any part of it. Enter applies it.'
      }
      {...field}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        apply()
        onClose()
      }}
    />
  )
}

function PartFilter({ label, part }: { readonly label: string; readonly part: Part }) {
  const { query, editFilter } = useCurrentQuery()
  return (
    <Radio.Group
      label={label}
      value={partChoice(query.filter, part) ?? 'any'}
      onChange={(value) => editFilter((old) => setPart(old, part, value === 'has' || value === 'no' ? value : null))}
    >
      <Stack gap={6} mt={6}>
        <Radio value="any" label="With or without" />
        <Radio value="has" label="With" />
        <Radio value="no" label="Without" />
      </Stack>
    </Radio.Group>
  )
}
