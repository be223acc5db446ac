// One field of the panel: its values with their counts, to include or exclude, to search in, to copy.
import { ActionIcon, Checkbox, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { IconBan, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { Facet, FacetValue } from '../../shared/query/facets'
import { fieldOf } from '../../shared/query/fields'
import { call } from '../api'
import type { Format } from '../components/format'
import { valueWords } from '../components/words'
import { useCurrentQuery } from '../current-query'
import { chooseValue, type FacetChoice, facetChoices, setFacet } from '../filter-edit'
import { showError, showMessage } from '../notify'
import { type ShownWords, useShown } from '../shown-words'
import { FacetFrame } from './FacetFrame'
import classes from './FacetPanel.module.css'

/** A group of more values than this gets a box to search in, and shows the first of them until asked. */
const FEW = 8

interface FacetGroupProps {
  readonly facet: Facet
  readonly format: Format
  /** Looks among all values, also those that are not listed. */
  readonly search: string
  onSearch(text: string): void
  readonly open?: boolean
  onToggle?(): void
}

export function FacetGroup({ facet, format, search, onSearch, open = true, onToggle }: FacetGroupProps) {
  const { query, editFilter } = useCurrentQuery()
  const [all, setAll] = useState(false)
  const show = useShown()
  const { field } = facet
  const { label } = fieldOf(field)
  const choices = facetChoices(query.filter, field)
  const values = withChosen(facet.values, [...choices.include, ...choices.exclude], search)
  const shown = all || search ? values : values.slice(0, FEW)
  const chosen = choices.include.length + choices.exclude.length
  const choose = (value: string, choice: FacetChoice | null) =>
    editFilter((filter) => chooseValue(filter, field, value, choice))

  return (
    <FacetFrame
      label={label}
      open={open}
      onToggle={onToggle}
      onClear={
        chosen > 0 ? () => editFilter((filter) => setFacet(filter, field, { include: [], exclude: [] })) : undefined
      }
      tools={
        <Tooltip label="Copy as a table">
          <ActionIcon size="xs" aria-label={`Copy ${label} as a table`} onClick={() => copy(facet, show)}>
            <IconCopy size={13} />
          </ActionIcon>
        </Tooltip>
      }
    >
      {(facet.values.length > FEW || facet.more > 0 || search !== '') && (
        <TextInput
          size="xs"
          mb={4}
          aria-label={`Search in ${label}`}
          placeholder="Search"
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      )}
      <ul className={classes.values}>
        {shown.map(({ value, count }) => (
          <FacetRow
            key={value}
            words={show(valueWords(field, value))}
            count={format.number(count)}
            choice={choices.include.includes(value) ? 'include' : choices.exclude.includes(value) ? 'exclude' : null}
            onChoose={(choice) => choose(value, choice)}
          />
        ))}
      </ul>
      {shown.length < values.length && (
        <UnstyledButton className={classes.clear} onClick={() => setAll(true)}>
          {format.number(values.length - shown.length + facet.more)} more
        </UnstyledButton>
      )}
    </FacetFrame>
  )
}

/** Chosen values stay in sight, also where no conversation has them under the other filters. */
function withChosen(values: readonly FacetValue[], chosen: readonly string[], search: string): readonly FacetValue[] {
  if (search) return values
  const missing = chosen.filter((value) => !values.some((v) => v.value === value))
  return [...missing.map((value) => ({ value, count: 0 })), ...values]
}

function copy({ field, values }: Facet, shown: ShownWords): void {
  const rows = values.map(({ value, count }) => `${shown(value).replace(/[\t\n\r]+/g, ' ')}\t${count}`)
  const text = [`${fieldOf(field).label}\tConversations`, ...rows].join('\n')
  call('clipboard.write', { text }).then(() => showMessage('Copied. Paste it into a spreadsheet.'), showError)
}

interface FacetRowProps {
  readonly words: string
  readonly count: string
  readonly choice: FacetChoice | null
  onChoose(choice: FacetChoice | null): void
}

function FacetRow({ words, count, choice, onChoose }: FacetRowProps) {
  return (
    <li className={classes.row} data-choice={choice ?? undefined}>
      <Checkbox
        size="xs"
        className={classes.value}
        classNames={{ body: classes.checkbox, labelWrapper: classes.labelWrapper, label: classes.label }}
        aria-label={`${words}, ${count}`}
        label={
          <>
            <span className={classes.words} title={words}>
              {words}
            </span>
            <span className="muted numbers">{count}</span>
          </>
        }
        checked={choice === 'include'}
        onChange={() => onChoose(choice === 'include' ? null : 'include')}
      />
      <Tooltip label={choice === 'exclude' ? 'Stop excluding' : 'Exclude'}>
        <ActionIcon
          size="xs"
          className={classes.exclude}
          aria-label={`Exclude ${words}`}
          aria-pressed={choice === 'exclude'}
          onClick={() => onChoose(choice === 'exclude' ? null : 'exclude')}
        >
          <IconBan size={13} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}
