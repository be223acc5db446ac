// The search that the tests of keys rest on: it must find a secret in whichever way it was written.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findSecret, holdsSecret } from '../support/find-secret'
import { tempFolder } from '../support/temp-workspace'

const SECRET = 'oc_live_never-to-be-seen'

test.each([
  ['plain', `{"key":"${SECRET}"}`],
  ['base64', Buffer.from(`Authorization: Bearer ${SECRET}!`).toString('base64')],
  ['base64, one further', Buffer.from(`Authorization:  Bearer ${SECRET}!`).toString('base64')],
  ['base64, two further', Buffer.from(`Authorization:   Bearer ${SECRET}!`).toString('base64')],
  ['hex', Buffer.from(SECRET).toString('hex')]
])('finds it %s', (_how, text) => {
  expect(holdsSecret(text, SECRET)).toBe(true)
})

test('finds it in files as UTF-16, and not where it is not', async () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'a.log'), Buffer.from(SECRET, 'utf16le'))
  writeFileSync(path.join(folder, 'b.log'), 'oc_live_another')
  expect(await findSecret([folder], SECRET)).toEqual({ files: 2, found: [path.join(folder, 'a.log')] })
})
