// When connections are synchronised without being asked: at the opening, every so often, when a platform is in reach again; never two at once.
import { expect, test } from 'vitest'
import { createSchedule } from '../../electron/app/schedule'
import { type Connection, NO_SCHEDULE, type SyncSchedule } from '../../shared/connections'
import { AppError } from '../../shared/errors'

const MINUTE = 60_000
const OFFLINE = new AppError('offline', 'The platform cannot be reached.')

function setup(plan: Partial<SyncSchedule>, more: { readonly paused?: string; readonly lastAt?: number | null } = {}) {
  const state = {
    now: 1_000 * MINUTE,
    isOnline: true,
    isBusy: false,
    hasKey: true,
    fails: null as AppError | null,
    runs: [] as string[],
    logged: [] as unknown[]
  }
  const agent = { agentId: 'a', name: 'A', lastAt: more.lastAt ?? null }
  const connection = (name: string) =>
    ({ uid: name, name, paused: more.paused ?? null, agents: [agent] }) as unknown as Connection
  const schedule = createSchedule({
    schedule: async () => ({ ...NO_SCHEDULE, ...plan }),
    connections: async () => [connection('Shop'), connection('Desk')],
    hasKey: () => state.hasKey,
    isBusy: () => state.isBusy,
    sync: async ({ name }) => {
      state.runs.push(name)
      if (state.fails) throw state.fails
    },
    isOnline: () => state.isOnline,
    now: () => state.now,
    log: (...words) => state.logged.push(words)
  })
  const after = async (ms: number) => {
    state.now += ms
    state.runs = []
    await schedule.look()
    return state.runs
  }
  return { state, schedule, after }
}

test('nothing is read where nothing was set', async () => {
  const { schedule, state, after } = setup({})
  await schedule.opened()
  expect(state.runs).toEqual([])
  expect(await after(10_000 * MINUTE)).toEqual([])
})

test('every connection is read once when its workspace is opened', async () => {
  const { schedule, state, after } = setup({ onStart: true })
  await schedule.opened()
  expect(state.runs).toEqual(['Shop', 'Desk'])
  expect(await after(MINUTE)).toEqual([])
})

test('a start that finds a sync running is not lost', async () => {
  const { schedule, state, after } = setup({ onStart: true })
  state.isBusy = true
  await schedule.opened()
  expect(state.runs).toEqual([])
  state.isBusy = false
  expect(await after(1)).toEqual(['Shop', 'Desk'])
})

test('every so many minutes after the last one, whoever began that', async () => {
  const { after } = setup({ everyMinutes: 15 }, { lastAt: 1_000 * MINUTE - 10 * MINUTE })
  expect(await after(0)).toEqual([])
  expect(await after(5 * MINUTE)).toEqual(['Shop', 'Desk'])
  expect(await after(14 * MINUTE)).toEqual([])
  expect(await after(MINUTE)).toEqual(['Shop', 'Desk'])
})

test('a connection that is paused, or whose key is not known, is left alone', async () => {
  expect(await setup({ everyMinutes: 5 }, { paused: 'The key has expired.' }).after(0)).toEqual([])
  const { state, after } = setup({ everyMinutes: 5 })
  state.hasKey = false
  expect(await after(0)).toEqual([])
})

test('when the network is back at once, and later and later where a platform stays away', async () => {
  const { state, schedule, after } = setup({ onStart: true, onReconnect: true })
  state.fails = OFFLINE
  await schedule.opened()
  expect(await after(14_000)).toEqual([])
  expect(await after(1_000)).toEqual(['Shop', 'Desk'])
  expect(await after(15_000)).toEqual([])
  expect(await after(15_000)).toEqual(['Shop', 'Desk'])
  state.isOnline = false
  expect(await after(1_000)).toEqual([])
  state.isOnline = true
  state.fails = null
  expect(await after(1_000)).toEqual(['Shop', 'Desk'])
  expect(await after(60 * MINUTE)).toEqual([])
})

test('what fails for another reason is not tried until it is due', async () => {
  const { state, after } = setup({ everyMinutes: 30, onReconnect: true })
  state.fails = new AppError('refused', 'Not your agent')
  expect(await after(0)).toEqual(['Shop', 'Desk'])
  expect(await after(29 * MINUTE)).toEqual([])
  expect(await after(MINUTE)).toEqual(['Shop', 'Desk'])
  expect(state.logged).toEqual([])
})

test('two looks at once begin one run', async () => {
  const { state, schedule } = setup({ everyMinutes: 5 })
  await Promise.all([schedule.look(), schedule.look()])
  expect(state.runs).toEqual(['Shop', 'Desk'])
})

test('who cancels one of a row of syncs stops the row', async () => {
  const { state, schedule } = setup({ onStart: true })
  state.fails = new AppError('cancelled', 'Cancelled.')
  await schedule.opened()
  expect(state.runs).toEqual(['Shop'])
})
