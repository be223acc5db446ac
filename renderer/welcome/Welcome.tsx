// What a person sees first: open an export, connect to a platform, look around in sample data, or go on with another workspace.
import { Button } from '@mantine/core'
import {
  IconChevronRight,
  IconDatabase,
  IconFileImport,
  IconFlask,
  IconFolderOpen,
  IconPlugConnected,
  IconPlus
} from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { AppError } from '../../shared/errors'
import { call, useContract } from '../api'
import { useNavigation } from '../navigation'
import { showError, showMessage } from '../notify'
import { useShown } from '../shown-words'
import { useSettings } from '../use-settings'
import classes from './welcome.module.css'

// Read when it is first asked for, as pages are.
const AddConnection = lazy(async () => ({
  default: (await import('../connections/AddConnection')).AddConnection
}))

export function Welcome() {
  const { openImport, goTo } = useNavigation()
  const [isConnecting, setConnecting] = useState(false)
  const sample = useSample()
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <h1>Read what your AI agent really said</h1>
        <p className={classes.lead}>
          Chatlog Desk opens exports of an AI support agent’s conversations on this computer: find the weak answers,
          read them, and make them better.
        </p>
        <div className={classes.choices}>
          <Choice
            icon={<IconFileImport size={26} stroke={1.4} />}
            title="Open an export"
            words="CSV, JSON or JSON Lines, from any platform. You see what is inside before it is imported."
            onClick={() => openImport()}
          />
          <Choice
            icon={<IconPlugConnected size={26} stroke={1.4} />}
            title="Connect to a platform"
            words="Read conversations with an API key, and send corrected answers back."
            onClick={() => setConnecting(true)}
          />
          <Choice
            icon={<IconFlask size={26} stroke={1.4} />}
            title="Explore sample data"
            words="A few hundred conversations of a made-up shop. Clearly marked, and easily removed again."
            busy={sample.busy}
            onClick={sample.explore}
          />
        </div>
        <p className={classes.promise}>
          Everything stays in one file on this computer. No account, no telemetry, and no network unless you connect to
          a platform.
        </p>
        <Workspaces />
        {isConnecting && (
          <Suspense>
            <AddConnection onClose={() => setConnecting(false)} onAdded={() => goTo('sources')} />
          </Suspense>
        )}
      </div>
    </div>
  )
}

function Choice({
  icon,
  title,
  words,
  busy = false,
  onClick
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly words: string
  readonly busy?: boolean
  onClick(): void
}) {
  // The button lies over the whole card; its name is its title alone.
  return (
    <div className={classes.choice} data-busy={busy || undefined}>
      <span className={classes.icon}>{icon}</span>
      <div>
        <button type="button" aria-busy={busy} disabled={busy} onClick={onClick}>
          {busy ? 'Opening…' : title}
        </button>
        <p>{words}</p>
      </div>
    </div>
  )
}

/** Imports the bundled sample into the workspace that is open, marked as sample, and shows it. */
function useSample(): { readonly busy: boolean; explore(): void } {
  const [busy, setBusy] = useState(false)
  const { goTo } = useNavigation()
  const { change } = useSettings()
  const explore = async () => {
    setBusy(true)
    try {
      const path = await call('sample.path', undefined)
      const [summary] = await call('import.files', {
        files: [{ path, agentName: 'Northwind Outdoor (sample)' }],
        sample: true
      })
      if (summary?.state === 'cancelled') return
      if (summary?.state !== 'done') throw new AppError('unreadable-file', summary?.note ?? 'There was no sample data.')
      change({ welcomeDone: true })
      goTo('conversations')
    } finally {
      setBusy(false)
    }
  }
  return { busy, explore: () => void explore().catch(showError) }
}

function Workspaces() {
  const { goTo } = useNavigation()
  const info = useContract('workspace.info', undefined, { tables: ['conversation'] })
  const shown = useShown()
  const recent = useContract('workspace.recent', undefined, { tables: ['settings'] })
  const others = (recent.data ?? []).filter((one) => one.path !== info.data?.path)
  const arrived = (opened: { readonly path: string } | null) => {
    if (!opened) return
    showMessage(`Opened: ${opened.path}`)
    goTo('conversations')
  }
  return (
    <section aria-label="Workspaces" className={classes.workspaces}>
      <div className={classes.workspacesHead}>
        <h2>Workspaces</h2>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} />}
          onClick={() => void call('workspace.create', undefined).then(arrived, showError)}
        >
          New
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconFolderOpen size={15} />}
          onClick={() => void call('workspace.choose', undefined).then(arrived, showError)}
        >
          Open
        </Button>
      </div>
      <ul>
        {info.data && (
          <li className={classes.current}>
            <IconDatabase size={15} aria-hidden />
            <span className={classes.name}>{shown(info.data.name)}</span>
            <span className="muted">open now</span>
          </li>
        )}
        {others.map((one) => (
          <li key={one.path}>
            <button
              type="button"
              title={shown(one.path)}
              disabled={!one.exists}
              onClick={() => void call('workspace.switch', { path: one.path }).then(arrived, showError)}
            >
              <IconDatabase size={15} aria-hidden />
              <span className={classes.name}>{shown(one.name)}</span>
              {one.exists ? <IconChevronRight size={15} aria-hidden /> : <span className="muted">not found</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
