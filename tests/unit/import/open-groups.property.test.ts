// The list of what is open does what a Map does whose entries are deleted and set again: the same order, the same entries.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Linked, OpenGroups } from '../../../electron/import/open-groups'

interface Group extends Linked<Group> {
  readonly made: number
}

const KEYS = ['a', 'b', '1', '2', '10', '__proto__', 'constructor', ''] as const
const steps = fc.array(
  fc.record({ act: fc.constantFrom('touch', 'remove', 'remove-first'), key: fc.constantFrom(...KEYS) }),
  { maxLength: 60 }
)

it('keeps the order of touches and finds by key', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const groups = new OpenGroups<Group>()
      const model = new Map<string, Group>()
      for (const [made, { act, key }] of given.entries()) {
        if (act === 'touch') {
          const group = groups.get(key) ?? { key, made, before: null, after: null }
          groups.touch(group)
          model.delete(key)
          model.set(key, group)
        } else {
          const group = act === 'remove' ? model.get(key) : model.values().next().value
          if (group) groups.remove(group)
          if (group) model.delete(group.key)
        }
        for (const known of KEYS) expect(groups.get(known)).toBe(model.get(known))
        expect(inOrder(groups)).toEqual([...model.values()].map((group) => group.made))
      }
    })
  )
})

it('leaves nothing behind at what is removed, and removes it once', () => {
  const groups = new OpenGroups<Group>()
  const [a, b, c] = ['a', 'b', 'c'].map((key, made): Group => ({ key, made, before: null, after: null }))
  if (!a || !b || !c) throw new Error('no groups')
  for (const group of [a, b, c]) groups.touch(group)
  groups.remove(b)
  groups.remove(b)
  expect(b).toMatchObject({ before: null, after: null })
  expect(inOrder(groups)).toEqual([0, 2])
})

function inOrder(groups: OpenGroups<Group>): number[] {
  const made: number[] = []
  for (let group = groups.first; group; group = group.after) made.push(group.made)
  return made
}
