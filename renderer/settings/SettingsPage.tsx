// The page of settings. Every change holds at once; nothing has to be saved.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { DEFAULT_SETTINGS } from '../../shared/settings'
import { showMessage } from '../notify'
import { KeySettings } from '../review/KeySettings'
import { ReviewSettings } from '../review/ReviewSettings'
import { useSettings } from '../use-settings'
import { DangerZone } from '../wipe/DangerZone'
import { AboutSection } from './AboutSection'
import { BandLimitsSetting } from './BandLimitsSetting'
import { SettingRow } from './SettingRow'
import classes from './settings.module.css'
import { TimeZoneSelect } from './TimeZoneSelect'
import { WorkspaceSection } from './WorkspaceSection'

/** Typing a name waits this long for more before it is kept. */
const KEEP_AFTER_MS = 400

export function SettingsPage() {
  const { settings, change } = useSettings()
  const machineZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const reset = () => {
    const { theme, timeZone, density, bands, reviewer } = DEFAULT_SETTINGS
    change({ theme, timeZone, density, bands, reviewer })
    showMessage('All settings are back to their defaults.')
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Settings</h1>
        <Button variant="default" onClick={reset}>
          Reset to defaults
        </Button>
      </header>
      <section aria-label="Appearance" className={classes.section}>
        <h2>Appearance</h2>
        <SettingRow label="Theme" hint="Light and dark follow the system unless you force one.">
          <SegmentedControl
            aria-label="Theme"
            data={[
              { value: 'system', label: 'System' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' }
            ]}
            value={settings.theme}
            onChange={(theme) => change({ theme })}
          />
        </SettingRow>
        <SettingRow label="Rows of the list">
          <SegmentedControl
            aria-label="Rows of the list"
            data={[
              { value: 'compact', label: 'Compact' },
              { value: 'comfortable', label: 'Comfortable' }
            ]}
            value={settings.density}
            onChange={(density) => change({ density })}
          />
        </SettingRow>
      </section>
      <section aria-label="Reading" className={classes.section}>
        <h2>Reading</h2>
        <SettingRow label="Time zone" hint="Times are shown, and dates you type are read, in this zone.">
          <TimeZoneSelect
            aria-label="Time zone"
            none={`This computer’s (${machineZone})`}
            value={settings.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            allowDeselect={false}
            maw={320}
          />
        </SettingRow>
        <SettingRow
          label="Confidence"
          hint="Where low ends and high begins. Bands are colours and words only: scores stay as the source gave them."
        >
          <BandLimitsSetting bands={settings.bands} onChange={(bands) => change({ bands })} />
        </SettingRow>
        <SettingRow label="Your name" hint="Kept with your notes and verdicts.">
          <Reviewer value={settings.reviewer} onChange={(reviewer) => change({ reviewer })} />
        </SettingRow>
      </section>
      <ReviewSettings />
      <KeySettings />
      <WorkspaceSection />
      <AboutSection />
      <DangerZone />
    </div>
  )
}

function Reviewer({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const keep = useDebouncedCallback(onChange, { delay: KEEP_AFTER_MS, flushOnUnmount: true })
  return (
    <TextInput
      aria-label="Your name"
      maxLength={80}
      value={typed}
      maw={320}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        keep(event.currentTarget.value)
      }}
    />
  )
}
