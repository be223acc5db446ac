// What a person decides of a connection: only what its platform has.
import { Checkbox, Textarea } from '@mantine/core'
import type { ConnectionSettings } from '../../shared/connections'
import type { Capabilities } from '../../shared/platforms'
import { useFieldWords } from '../shown-words'

export interface SettingsText {
  readonly users: string
  readonly topics: string
  readonly labels: boolean
  readonly grounds: boolean
}

export function toText({ users, topics, labels, grounds }: ConnectionSettings): SettingsText {
  return { users: users.join('\n'), topics: topics.join('\n'), labels, grounds }
}

export function fromText({ users, topics, labels, grounds }: SettingsText): ConnectionSettings {
  return { users: lines(users), topics: lines(topics), labels, grounds }
}

/** One a line; each once. */
export function lines(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}

export const hasSettings = ({ users, labels, grounds }: Capabilities) => users || labels || grounds

export function SettingsFields({
  capabilities,
  value,
  onChange
}: {
  readonly capabilities: Capabilities
  readonly value: SettingsText
  onChange(value: SettingsText): void
}) {
  const users = useFieldWords(value.users)
  const topics = useFieldWords(value.topics)
  const change = (part: Partial<SettingsText>) => onChange({ ...value, ...part })
  return (
    <>
      {capabilities.users && (
        <Textarea
          label="End users"
          description="The ids that your integration sends as “user”, one a line. Only their conversations can be read."
          autosize
          minRows={3}
          maxRows={10}
          {...users}
          onChange={(event) => change({ users: event.currentTarget.value })}
        />
      )}
      {capabilities.labels && (
        <>
          <Checkbox
            label="Ask for sentiment and topics"
            description="One search for each sentiment and topic with every sync; the records themselves do not say."
            checked={value.labels}
            onChange={(event) => change({ labels: event.currentTarget.checked })}
          />
          <Textarea
            label="Topics to ask for"
            description="Besides those that conversations of these agents have here already. As the platform writes them, one a line."
            autosize
            minRows={3}
            maxRows={10}
            disabled={!value.labels}
            {...topics}
            onChange={(event) => change({ topics: event.currentTarget.value })}
          />
        </>
      )}
      {capabilities.grounds && (
        <Checkbox
          label="Read citations of weak answers"
          description="One request for each conversation with a weak answer, at most 1,000 with each sync."
          checked={value.grounds}
          onChange={(event) => change({ grounds: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
