// Who is meant by the words with which a file says who wrote a message.
import { Select } from '@mantine/core'
import type { Role } from '../../shared/domain'
import type { ImportPlan } from '../../shared/import-plan'
import { ROLE_WORDS } from '../components/words'
import { useShown } from '../shown-words'
import { type FileAnswer, roleOfSpeaker } from './file-answers'
import planClasses from './plan.module.css'

const ROLES = [
  { value: 'customer', label: ROLE_WORDS.customer },
  { value: 'agent', label: `${ROLE_WORDS.agent} (the AI)` },
  { value: 'human', label: `${ROLE_WORDS.human} (a person of yours)` },
  { value: 'system', label: ROLE_WORDS.system }
] as const satisfies readonly { value: Role; label: string }[]

export interface SpeakersProps {
  readonly plan: ImportPlan
  readonly answer: FileAnswer
  onChange(change: Partial<FileAnswer>): void
}

export function Speakers({ plan, answer, onChange }: SpeakersProps) {
  const { mapping } = answer
  const shown = useShown()
  if (mapping === null || plan.speakers.length === 0) return null
  const say = (word: string, value: string | null) => {
    const role = ROLES.find((one) => one.value === value)?.value
    if (role) onChange({ mapping: { ...mapping, roles: { ...mapping.roles, [word]: role } } })
  }
  return (
    <fieldset className={planClasses.speakers}>
      <legend className={planClasses.label}>Who wrote the messages of</legend>
      {plan.speakers.map((speaker) => (
        <Select
          key={speaker.word}
          size="xs"
          label={<bdi>“{shown(speaker.word).slice(0, 60)}”</bdi>}
          aria-label={`Who is ${shown(speaker.word).slice(0, 60)}`}
          placeholder="Choose"
          data={ROLES}
          value={roleOfSpeaker(answer, speaker)}
          onChange={(value) => say(speaker.word, value)}
          allowDeselect={false}
        />
      ))}
    </fieldset>
  )
}
