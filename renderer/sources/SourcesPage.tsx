// The page of imports and connections.
export function SourcesPage() {
  return null
}
