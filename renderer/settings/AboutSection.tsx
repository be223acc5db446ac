// Which version this is, to be copied into a report.
import { Button } from '@mantine/core'
import { call, useContract } from '../api'
import { showError, showMessage } from '../notify'
import { SettingRow } from './SettingRow'
import classes from './settings.module.css'

export function AboutSection() {
  const about = useContract('app.about', undefined, { tables: [] })
  const info = useContract('workspace.info', undefined, { tables: [] })
  if (!about.data) return null
  const { version, electron, platform } = about.data
  const lines = [
    `Chatlog Desk ${version}`,
    `Electron ${electron}, ${platform}`,
    ...(info.data ? [`Workspace schema ${info.data.schemaVersion}`] : [])
  ]
  const copy = () => {
    call('clipboard.write', { text: lines.join('\n') }).then(() => showMessage('Version copied.'), showError)
  }
  return (
    <section aria-label="About" className={classes.section}>
      <h2>About</h2>
      <SettingRow label="Version" hint="No account, no telemetry: nothing leaves this computer unless you send it.">
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
        <Button variant="default" mt="xs" onClick={copy}>
          Copy
        </Button>
      </SettingRow>
    </section>
  )
}
