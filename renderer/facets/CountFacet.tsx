// How many messages: from, to, or both.
import { NumberInput } from '@mantine/core'
import { useCurrentQuery } from '../current-query'
import { countRange, setCountRange } from '../filter-edit'
import classes from './FacetPanel.module.css'

export function CountFacet() {
  const { query, editFilter } = useCurrentQuery()
  const { from, to } = countRange(query.filter)
  const set = (range: { from?: number | null; to?: number | null }) =>
    editFilter((filter) => setCountRange(filter, { from, to, ...range }))
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Messages</legend>
      <div className={classes.head}>
        <span className={classes.title}>Messages</span>
      </div>
      <div className={classes.range}>
        <NumberInput
          aria-label="Messages from"
          placeholder="From"
          min={0}
          allowDecimal={false}
          value={from ?? ''}
          onChange={(value) => set({ from: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          aria-label="Messages to"
          placeholder="To"
          min={0}
          allowDecimal={false}
          value={to ?? ''}
          onChange={(value) => set({ to: typeof value === 'number' ? value : null })}
        />
      </div>
    </fieldset>
  )
}
