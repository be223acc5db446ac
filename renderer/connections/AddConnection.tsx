// The dialog that makes a connection: platform, address, key; a test that shows the agents; what the platform cannot do.
import { Alert, Button, Checkbox, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type ConnectionTest, DEFAULT_CONNECTION_SETTINGS, type RemoteAgent } from '../../shared/connections'
import { toErrorValue } from '../../shared/errors'
import { PLATFORM_WORDS, PLATFORMS, type Platform } from '../../shared/platforms'
import { call } from '../api'
import { Dialog } from '../components/Dialog'
import { showMessage } from '../notify'
import { Shown } from '../shown-words'
import classes from './connections.module.css'
import { Coverage, Limits } from './Limits'
import { fromText, hasSettings, lines, SettingsFields, toText } from './SettingsFields'

export function AddConnection({ onClose, onAdded }: { onClose(): void; readonly onAdded?: () => void }) {
  const [platform, setPlatform] = useState<Platform>('bookbag')
  const [baseUrl, setBaseUrl] = useState(PLATFORM_WORDS.bookbag.baseUrl ?? '')
  const [name, setName] = useState<string>(PLATFORM_WORDS.bookbag.label)
  const [key, setKey] = useState('')
  const [tested, setTested] = useState<ConnectionTest | null>(null)
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  const [typedIds, setTypedIds] = useState('')
  const [settings, setSettings] = useState(() => toText(DEFAULT_CONNECTION_SETTINGS))
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const words = PLATFORM_WORDS[platform]
  const agents = tested ? chosenAgents(tested, off, typedIds) : []
  const isWithoutUsers = words.capabilities.users && lines(settings.users).length === 0

  const choose = (next: Platform) => {
    if (name === words.label || name === '') setName(PLATFORM_WORDS[next].label)
    setPlatform(next)
    setBaseUrl(PLATFORM_WORDS[next].baseUrl ?? '')
    setTested(null)
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toErrorValue(error).message)
    } finally {
      setBusy(false)
    }
  }
  const test = () =>
    attempt(async () => {
      setTested(null)
      setTested(await call('connections.test', { platform, baseUrl, key }))
    })
  const add = () =>
    attempt(async () => {
      const connection = { platform, name, baseUrl, agents: [...agents], settings: fromText(settings) }
      if (!(await call('connections.add', { connection, key }))) return
      showMessage(`${name} is connected. Choose “Sync now” to read its conversations.`)
      onClose()
      onAdded?.()
    })

  return (
    <Dialog onClose={onClose} title="Add connection" size="lg">
      <div className={classes.form}>
        <Select
          label="Platform"
          allowDeselect={false}
          data={PLATFORMS.map((one) => ({ value: one, label: PLATFORM_WORDS[one].label }))}
          value={platform}
          onChange={(value) => choose(PLATFORMS.find((one) => one === value) ?? 'generic')}
        />
        <TextInput
          label="Base address"
          placeholder={words.example}
          value={baseUrl}
          onChange={(event) => {
            setBaseUrl(event.currentTarget.value)
            setTested(null)
          }}
        />
        <PasswordInput
          label="API key"
          description="Kept in this computer’s keychain, never in the workspace."
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value)
            setTested(null)
          }}
        />
        <TextInput label="Name" maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {tested?.mustNameAgents && (
          <Textarea
            label="Agent ids"
            description="The key is accepted, but this platform does not list its agents. One id a line."
            autosize
            minRows={2}
            value={typedIds}
            onChange={(event) => setTypedIds(event.currentTarget.value)}
          />
        )}
        {tested && tested.agents.length > 0 && (
          <fieldset className={classes.found}>
            <legend>Agents found</legend>
            {tested.agents.map((agent) => (
              <Checkbox
                key={agent.id}
                label={<Shown text={agent.name} />}
                checked={!off.has(agent.id)}
                onChange={() => {
                  const next = new Set(off)
                  if (!next.delete(agent.id)) next.add(agent.id)
                  setOff(next)
                }}
              />
            ))}
          </fieldset>
        )}
        {tested && !tested.mustNameAgents && tested.agents.length === 0 && (
          <p>The key is accepted, but it shows no agent.</p>
        )}
        {hasSettings(words.capabilities) && (
          <SettingsFields capabilities={words.capabilities} value={settings} onChange={setSettings} />
        )}
        <Coverage capabilities={words.capabilities} />
        <Limits limits={words.capabilities.limits} isOpen />
        <div className={classes.foot}>
          <Button
            variant="default"
            loading={isBusy}
            disabled={baseUrl.trim() === '' || key.trim() === ''}
            onClick={() => void test()}
          >
            Test
          </Button>
          <Button
            disabled={isBusy || agents.length === 0 || name.trim() === '' || isWithoutUsers}
            onClick={() => void add()}
          >
            Connect
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function chosenAgents(tested: ConnectionTest, off: ReadonlySet<string>, typed: string): readonly RemoteAgent[] {
  if (!tested.mustNameAgents) return tested.agents.filter(({ id }) => !off.has(id))
  const ids = typed.split(/[\s,]+/).filter((id) => id !== '')
  return [...new Set(ids)].map((id) => ({ id, name: `Agent ${id}` }))
}
