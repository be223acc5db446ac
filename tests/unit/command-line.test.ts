// What the desktop app was started with: files, a workspace, a data folder, a command.
import { expect, it } from 'vitest'
import { readCommandLine } from '../../electron/app/command-line'

const packaged = (...words: string[]) => readCommandLine(['/opt/app/chatlog-desk', ...words], '/home/ada', true)
const clone = (...words: string[]) => readCommandLine(['/x/electron', ...words], '/home/ada', false)

it('opens a plain window when there is nothing to read', () => {
  expect(packaged()).toEqual({ command: null, userData: null, workspace: null, files: [] })
  expect(clone('.')).toEqual({ command: null, userData: null, workspace: null, files: [] })
})

it('takes files, from where the person is', () => {
  expect(packaged('a.json', '/tmp/b.csv').files).toEqual(['/home/ada/a.json', '/tmp/b.csv'])
  expect(clone('--no-sandbox', '.', 'a.json').files).toEqual(['/home/ada/a.json'])
})

it('reads the workspace and the data folder, with = and without', () => {
  for (const words of [
    ['--workspace', 'w.chatlogdesk', '--user-data-dir', '/tmp/x'],
    ['--workspace=w.chatlogdesk', '--user-data-dir=/tmp/x']
  ]) {
    expect(packaged(...words)).toEqual({
      command: null,
      userData: '/tmp/x',
      workspace: '/home/ada/w.chatlogdesk',
      files: []
    })
  }
  expect(clone('.', '--user-data-dir', '/tmp/x', 'a.json')).toMatchObject({
    userData: '/tmp/x',
    files: ['/home/ada/a.json']
  })
})

it('passes over switches of Chromium', () => {
  expect(clone('--inspect=0', '--remote-debugging-port=0', '--no-sandbox', '.', '--disable-gpu')).toMatchObject({
    command: null,
    files: []
  })
})

it('hands a command everything after it, and keeps switches before it', () => {
  expect(packaged('--no-sandbox', 'query', '-tag:x refund', '--workspace', 'w', '--count')).toMatchObject({
    command: ['query', '-tag:x refund', '--workspace', 'w', '--count'],
    workspace: null
  })
  expect(clone('.', 'import', 'a.json').command).toEqual(['import', 'a.json'])
})

it('takes a word for a command only where it stands first', () => {
  expect(packaged('a.json', 'import')).toMatchObject({ command: null, files: ['/home/ada/a.json', '/home/ada/import'] })
})
