// The date strip tied to the current query.
import type { Query } from '../../shared/query/query'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { datesOf, setDates, setSpan } from '../filter-edit'
import { DateStrip } from './DateStrip'
import { useDateBars } from './use-facets'

/** `query`: of the rows on screen. */
export function TimeStrip({ query }: { readonly query: Query }) {
  const { editFilter } = useCurrentQuery()
  const format = useFormat()
  const bars = useDateBars(query)
  return (
    <DateStrip
      bars={bars}
      format={format}
      chosen={datesOf(query.filter)}
      onChoose={(days) => editFilter((filter) => setDates(setSpan(filter, null), days))}
    />
  )
}
