// [?] beside the search box: what can be written, by example. Each example can be put into the box.
import { ActionIcon, Popover, Table, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState } from 'react'
import { useCurrentQuery } from '../current-query'
import classes from './SyntaxHelp.module.css'

const EXAMPLES = [
  { text: 'refund order', means: 'both words, anywhere in the conversation' },
  { text: '"order #10482"', means: 'these words next to each other' },
  { text: 'refun*', means: 'words that begin so' },
  { text: 'refund NOT exchange', means: 'the first word without the second; -exchange says the same' },
  { text: 'confidence:low', means: 'an answer with low confidence; also <0.4' },
  { text: 'feedback:down channel:email,whatsapp', means: 'thumbs down, on either channel' },
  { text: 'sentiment:negative OR feedback:down', means: 'one of the two; parentheses group' },
  { text: 'date:2026-03-01..2026-03-31', means: 'active on these days; newer_than:7d for the last week' },
  { text: 'messages:>6', means: 'more than six messages; 3..8 for a range' },
  { text: 'bot:sorry -user:thanks', means: 'words of the agent, not of the customer' },
  { text: 'msg(bot:sorry confidence:high)', means: 'both of the same message' },
  { text: 'is:unanswered no:tag', means: 'an answer without a citation; nothing tagged' },
  { text: 'user:/\\b[A-Z]{2}\\d{9}\\b/', means: 'a regular expression' },
  { text: 'topic:returns sort:-messages', means: 'a topic, longest first' }
]

export function SyntaxHelp() {
  const { setText } = useCurrentQuery()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={620} trapFocus>
      <Popover.Target>
        <ActionIcon
          aria-label="How to search"
          title="How to search"
          aria-expanded={opened}
          onClick={() => setOpened((o) => !o)}
        >
          <IconHelp size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="How to search">
        <Text size="sm" fw={600}>
          How to search
        </Text>
        <Text size="xs" className="muted" mb={6}>
          Words and terms side by side must all hold. Choose an example to try it.
        </Text>
        <Table verticalSpacing={2} horizontalSpacing={4} withRowBorders={false}>
          <Table.Tbody>
            {EXAMPLES.map(({ text, means }) => (
              <Table.Tr key={text}>
                <Table.Td>
                  <button
                    type="button"
                    className={classes.example}
                    onClick={() => {
                      setText(text, false)
                      setOpened(false)
                    }}
                  >
                    {text}
                  </button>
                </Table.Td>
                <Table.Td className="muted">{means}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  )
}
