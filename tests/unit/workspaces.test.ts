import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorkspaces } from '../../electron/app/workspace'

const FOLDER = path.resolve('/data')

/** What the window would be told of each workspace that is opened; `refused`: files that cannot be. */
function opening(recent: readonly string[], refused: readonly string[] = []) {
  const told: [name: string, isFirst: boolean][] = []
  const store = { recent: recent as readonly string[] }
  const workspaces = createWorkspaces({
    store: store as Parameters<typeof createWorkspaces>[0]['store'],
    workers: {
      attach: async (file) => {
        if (refused.includes(file)) throw new Error(`${file} is damaged`)
      }
    },
    folder: FOLDER,
    onChange: ({ name }, isFirst) => told.push([name, isFirst])
  })
  return { workspaces, told }
}

const file = (name: string) => path.join(FOLDER, `${name}.chatlogdesk`)

describe('the workspace of a start', () => {
  it('is the first, for which all that was asked has waited; another one is another', async () => {
    const { workspaces, told } = opening([])
    await workspaces.openFirst(file('a'))
    await workspaces.open(file('a'), false)
    await workspaces.open(file('b'), false)
    await workspaces.open(file('a'), false)
    expect(told).toEqual([
      ['a', true],
      ['b', false],
      ['a', false]
    ])
  })

  it('is another one after one that could not be opened: what was asked of that has failed', async () => {
    const { workspaces, told } = opening([], [file('damaged')])
    await expect(workspaces.openFirst(file('damaged'))).rejects.toThrow('damaged')
    expect(workspaces.current).toBeNull()
    await workspaces.open(file('b'), false)
    expect(told).toEqual([['b', false]])
  })

  it('stays the one that is open where another cannot be', async () => {
    const { workspaces, told } = opening([], [file('damaged')])
    await workspaces.openFirst(file('a'))
    await expect(workspaces.open(file('damaged'), false)).rejects.toThrow('damaged')
    expect(workspaces.current).toMatchObject({ name: 'a' })
    expect(told).toEqual([['a', true]])
  })

  it('is made anew where the last one is gone, and the person is told', async () => {
    const { workspaces, told } = opening([file('gone')])
    await expect(workspaces.openFirst(null)).rejects.toMatchObject({ code: 'workspace-missing' })
    expect(told).toEqual([['My conversations', true]])
  })
})
