// The log list: search box, count, grid.
import { useContract } from '../api'

export function ConversationsPage() {
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  return <p>{info.data?.conversations}</p>
}
