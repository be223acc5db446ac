// The filters by mouse: one group for each field, counted under the other active filters. Region "Filters".
import { CloseButton, Loader, Text } from '@mantine/core'
import type { Query } from '../../shared/query/query'
import { useFormat } from '../components/format'
import { CountFacet } from './CountFacet'
import { DateFacet } from './DateFacet'
import { FacetGroup } from './FacetGroup'
import classes from './FacetPanel.module.css'
import { useFacetGroups } from './use-facet-groups'
import { useFacets } from './use-facets'

interface FacetPanelProps {
  /** The query of the rows on screen. */
  readonly query: Query
  onClose(): void
}

export function FacetPanel({ query, onClose }: FacetPanelProps) {
  const format = useFormat()
  const { facets, searches, search } = useFacets(query)
  const { isOpen, toggle } = useFacetGroups()
  return (
    <section aria-label="Filters" className={classes.panel}>
      <div className={classes.head}>
        <Text size="sm" fw={600} className={classes.title}>
          Filters
        </Text>
        {!facets && <Loader size={12} />}
        <CloseButton size="sm" aria-label="Close the filters" onClick={onClose} />
      </div>
      <DateFacet timeZone={format.timeZone} open={isOpen('date')} onToggle={() => toggle('date')} />
      {facets?.map((facet) => (
        <FacetGroup
          key={facet.field}
          facet={facet}
          format={format}
          search={searches[facet.field] ?? ''}
          onSearch={(text) => search(facet.field, text)}
          open={isOpen(facet.field)}
          onToggle={() => toggle(facet.field)}
        />
      ))}
      <CountFacet query={query} open={isOpen('messages')} onToggle={() => toggle('messages')} />
    </section>
  )
}
