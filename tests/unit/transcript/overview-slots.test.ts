import { describe, expect, it } from 'vitest'
import { overviewSlots } from '../../../renderer/transcript/overview-slots'
import type { TranscriptMark } from '../../../shared/transcript-marks'

const down = (index: number): TranscriptMark => ({ index, kind: 'thumbs-down' })

describe('the overview of a transcript', () => {
  it('gives every marked message of a short conversation a slot of its own, from the top', () => {
    const slots = overviewSlots(10, [down(7), { index: 2, kind: 'annotated' }], [2, 4])
    expect(slots).toEqual([
      { index: 2, top: 0.2, kinds: ['hit', 'annotated'], messages: 1 },
      { index: 4, top: 0.4, kinds: ['hit'], messages: 1 },
      { index: 7, top: 0.7, kinds: ['thumbs-down'], messages: 1 }
    ])
  })

  it('draws no more slots of 5,000 messages than fit a screen, and loses none of them', () => {
    const all = Array.from({ length: 5_000 }, (_, i) => i)
    const slots = overviewSlots(5_000, [], all)
    expect(slots).toHaveLength(100)
    expect(slots.reduce((sum, slot) => sum + slot.messages, 0)).toBe(5_000)
    expect(slots[1]).toMatchObject({ index: 50, top: 0.01 })
  })

  it('leaves out marks of messages that are gone', () => {
    expect(overviewSlots(3, [down(3)], [5])).toEqual([])
  })
})
