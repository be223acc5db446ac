// Which groups of the filters are unfolded: as the person left them, or as the view that was opened has them.
import { readGridSettings } from '../conversations/grid-place'
import { useSettings } from '../use-settings'
import { PANEL_FIELDS } from './use-facets'

/** Every group of the panel that this version knows. */
export const FACET_GROUPS: readonly string[] = ['date', ...PANEL_FIELDS, 'messages']

export function useFacetGroups(): { isOpen(group: string): boolean; toggle(group: string): void } {
  const { settings, change } = useSettings()
  const { foldedFacets = [] } = readGridSettings(settings.grid)
  const isOpen = (group: string) => !foldedFacets.includes(group)
  return {
    isOpen,
    toggle: (group) =>
      change({
        grid: {
          ...settings.grid,
          foldedFacets: isOpen(group) ? [...foldedFacets, group] : foldedFacets.filter((folded) => folded !== group)
        }
      })
  }
}
