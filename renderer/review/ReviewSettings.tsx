// How one reviews: going on by itself, texts for notes, the scorecards.
import { Button, Pill, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../api'
import { SettingRow } from '../settings/SettingRow'
import classes from '../settings/settings.module.css'
import { Shown, useShown } from '../shown-words'
import { useSettings } from '../use-settings'
import { ScorecardEditor } from './ScorecardEditor'

/** Longer than that is no template. */
const TEMPLATE_LENGTH = 2_000

export function ReviewSettings() {
  const { settings, change } = useSettings()
  const cards = useContract('scorecards.list', undefined, { tables: ['review'] })
  const [editing, setEditing] = useState<number | 'new' | null>(null)
  const shown = useShown()
  const card = cards.data?.find((one) => one.id === editing)
  return (
    <section aria-label="Review settings" className={classes.section}>
      <h2>Review</h2>
      <SettingRow label="Auto-advance" hint="“Done and next” opens the next conversation by itself.">
        <Switch
          label="Go on by itself"
          checked={settings.autoAdvance}
          onChange={(event) => change({ autoAdvance: event.currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow label="Note templates" hint="Offered under an empty note. Type a text and press Enter.">
        <TagsInput
          aria-label="Note templates"
          maxTags={30}
          splitChars={[]}
          value={[...settings.noteTemplates]}
          {...(settings.masked ? { renderPill: MaskedPill } : {})}
          onChange={(texts) => change({ noteTemplates: texts.map((text) => text.slice(0, TEMPLATE_LENGTH)) })}
        />
      </SettingRow>
      <SettingRow
        label="Scorecards"
        hint="The questions of a review. A change is a new version; verdicts keep the questions they answered."
      >
        <div className={classes.buttons}>
          {cards.data?.map((one) => (
            <Button
              key={one.id}
              variant="default"
              // Saving the pseudonyms would lose what was written.
              disabled={settings.masked}
              title={settings.masked ? 'Show personal data to change this scorecard' : undefined}
              onClick={() => setEditing(one.id)}
            >
              {shown(one.name)}, version {one.version}
            </Button>
          ))}
          <Button variant="subtle" onClick={() => setEditing('new')}>
            New scorecard
          </Button>
        </div>
      </SettingRow>
      <SettingRow
        label="Masked view"
        hint="Names, e-mail addresses, phone and card numbers, IBANs and order numbers are shown as pseudonyms, the same ones for the same person. The workspace keeps every word."
      >
        <Switch
          label="Hide personal data"
          checked={settings.masked}
          onChange={(event) => change({ masked: event.currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow
        label="Order numbers"
        hint="What they look like, as a regular expression. Empty: like #10482 or AB-10482."
      >
        <OrderPattern value={settings.orderPattern} onChange={(orderPattern) => change({ orderPattern })} />
      </SettingRow>
      {(card || editing === 'new') && (
        <ScorecardEditor key={editing} card={card ?? null} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}

function MaskedPill({ value, onRemove }: { readonly value?: string; readonly onRemove?: () => void }) {
  return (
    <Pill withRemoveButton {...(onRemove ? { onRemove } : {})}>
      <Shown text={value ?? ''} />
    </Pill>
  )
}

/** Kept when one leaves it, and only when it can be read. */
function OrderPattern({ value, onChange }: { readonly value: string | null; onChange(pattern: string | null): void }) {
  const [typed, setTyped] = useState(value ?? '')
  const isReadable = canRead(typed)
  return (
    <TextInput
      aria-label="Order numbers"
      placeholder="#\d{4,12}"
      maxLength={200}
      maw={320}
      value={typed}
      error={isReadable ? undefined : 'This is no regular expression.'}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (isReadable && (typed || null) !== value) onChange(typed || null)
      }}
    />
  )
}

function canRead(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
