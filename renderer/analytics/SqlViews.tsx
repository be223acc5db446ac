// What can be asked in SQL: the views with their columns, and examples to begin with.
import { Button, Table } from '@mantine/core'
import classes from './analytics.module.css'
import { changePlace } from './analytics-place'

// The columns are documented one by one in docs/sql-views.md, which a test holds against the views.
const VIEWS = [
  {
    name: 'v_conversation',
    what: 'one row a conversation: agent, source, channel, status, times, counts, confidence, sentiment, topic, review state'
  },
  { name: 'v_message', what: 'one row a message: conversation_id, seq, role, sent_at, text, confidence, thumb' },
  { name: 'v_citation', what: 'one row a citation: conversation_id, seq, title, url, excerpt, score' },
  { name: 'v_feedback', what: 'one row a rating: conversation_id, seq, rater, thumb, stars, comment' },
  { name: 'v_verdict', what: 'one row a value that a reviewer gave: conversation_id, criterion, value, reviewer' },
  { name: 'v_tag', what: 'one row a tag: conversation_id, tag, reviewer' },
  { name: 'v_note', what: 'one row a note: conversation_id, body, reviewer' }
] as const

const EXAMPLES = [
  {
    name: 'Thumbs down by month',
    sql: `SELECT substr(started_utc, 1, 7) AS month, count(*) AS rated, round(avg(down_count > 0), 3) AS down
FROM v_conversation WHERE up_count + down_count > 0 GROUP BY month ORDER BY month`
  },
  {
    name: 'Sources of bad answers',
    sql: `SELECT t.title, count(*) AS answers FROM v_message m JOIN v_citation t ON t.message_id = m.id
WHERE m.thumb = 'down' GROUP BY t.title ORDER BY answers DESC LIMIT 20`
  },
  {
    name: 'Longest conversations',
    sql: 'SELECT id AS conversation_id, message_count, channel, topic, preview FROM v_conversation ORDER BY message_count DESC LIMIT 50'
  }
] as const

export function SqlViews() {
  return (
    <section className={classes.panel} aria-label="Views">
      <header className={classes.panelHead}>
        <h3>Views</h3>
        <span className={classes.gap} />
        {EXAMPLES.map(({ name, sql }) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => changePlace({ sql })}>
            {name}
          </Button>
        ))}
      </header>
      <Table className={classes.table} aria-label="Views" verticalSpacing={3}>
        <Table.Tbody>
          {VIEWS.map(({ name, what }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={classes.rowHead}>
                <code>{name}</code>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
