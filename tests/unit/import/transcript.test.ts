import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { parseTranscript } from '../../../electron/import/mapping-transcript'

// Hundreds of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Role and text of each turn, as `role: text`. */
const turns = (cell: string) => parseTranscript(cell)?.map(({ role, text }) => `${role}: ${text}`) ?? null

describe('a transcript in one cell', () => {
  it('of labelled lines is its turns, with lines that go on', () => {
    expect(
      turns('User: Do you ship to Canada?\nBot: Yes:\n- standard: 5 days\n- express: 2 days\nUser: Thanks')
    ).toEqual([
      'customer: Do you ship to Canada?',
      'agent: Yes:\n- standard: 5 days\n- express: 2 days',
      'customer: Thanks'
    ])
  })

  it('may put the clock before or behind the speaker', () => {
    const before = parseTranscript('[10:00] Customer: Hello?\r\n[10:01] Bot: Hi!', '2026-01-05')
    expect(before?.map(({ role, sentAt }) => [role, sentAt])).toEqual([
      ['customer', '2026-01-05 10:00'],
      ['agent', '2026-01-05 10:01']
    ])
    const behind = parseTranscript('Customer (10:00): Hello?\nBot (10:01):\nHi!')
    expect(behind?.map(({ role, text, sentAt }) => [role, text, sentAt])).toEqual([
      ['customer', 'Hello?', null],
      ['agent', 'Hi!', null]
    ])
    const whole = parseTranscript('2026-01-05 10:00:00 Visitor: Hello?\n2026-01-05 10:00:04 Assistant: Hi!')
    expect(whole?.map(({ role, sentAt }) => [role, sentAt])).toEqual([
      ['customer', '2026-01-05 10:00:00'],
      ['agent', '2026-01-05 10:00:04']
    ])
  })

  it('leaves out a clock that went past midnight rather than guess the day', () => {
    const messages = parseTranscript('[23:59] Customer: Hello?\n[00:01] Bot: Hi!', '2026-01-05')
    expect(messages?.map(({ sentAt }) => sentAt)).toEqual(['2026-01-05 23:59', null])
  })

  it('may be Q and A, Markdown, or in other languages', () => {
    expect(turns('Q: Warranty?\nA: Two years.')).toEqual(['customer: Warranty?', 'agent: Two years.'])
    expect(turns('**User:** Warranty?\n\n**Assistant:** Two years.')).toEqual([
      'customer: Warranty?',
      'agent: Two years.'
    ])
    expect(turns('Kunde: Garantie?\nAssistent: Zwei Jahre.\nMitarbeiterin: Genau.')).toEqual([
      'customer: Garantie?',
      'agent: Zwei Jahre.',
      'human: Genau.'
    ])
    expect(turns('Utilisateur : Garantie ?\nBot : Deux ans.')).toEqual(['customer: Garantie ?', 'agent: Deux ans.'])
  })

  it('whose line breaks were lost is cut at the speakers it begins with', () => {
    expect(turns('User: Ship to Canada? Bot: Yes. User: When?')).toEqual([
      'customer: Ship to Canada?',
      'agent: Yes.',
      'customer: When?'
    ])
    expect(turns('User: Ship to Canada? | Bot: Yes.')).toEqual(['customer: Ship to Canada?', 'agent: Yes.'])
  })

  it('takes "Human" for the customer beside an AI alone, and for a teammate beside a customer', () => {
    expect(turns('Human: Hello?\nAI: Hi!')).toEqual(['customer: Hello?', 'agent: Hi!'])
    expect(turns('User: Hello?\nBot: Hi!\nHuman: Sam here')).toEqual([
      'customer: Hello?',
      'agent: Hi!',
      'human: Sam here'
    ])
  })

  it('of names knows the bot by its name and the other as the customer', () => {
    expect(turns('Ann: Hello?\nShopBot: Hi!\nAnn: Bye')).toEqual(['customer: Hello?', 'agent: Hi!', 'customer: Bye'])
    const named = parseTranscript('Ann: Hello?\nSam: Hi!\nAnn: Bye\nSam: Bye')
    expect(named?.map(({ role, author }) => [role, author])).toEqual([
      ['Ann', 'Ann'],
      ['Sam', 'Sam'],
      ['Ann', 'Ann'],
      ['Sam', 'Sam']
    ])
  })

  it('may be JSON: messages, an object around them, or pairs', () => {
    expect(turns('[{"role":"user","content":"Hello?"},{"role":"assistant","content":"Hi!"}]')).toEqual([
      'user: Hello?',
      'assistant: Hi!'
    ])
    expect(turns('{"messages":[{"sender":"user","text":"Hello?"}]}')).toEqual(['user: Hello?'])
    expect(turns('[{"question":"Hello?","answer":"Hi!"}]')).toEqual(['customer: Hello?', 'agent: Hi!'])
  })

  it('is not seen in plain text, in times, in addresses or in a list', () => {
    expect(turns('We ship to Canada in 5-7 days.')).toBeNull()
    expect(turns('https://shop.example/cart\nhttps://shop.example/returns')).toBeNull()
    expect(turns('Order: 1042\nTotal: 12 EUR\nPlease help')).toBeNull()
    expect(turns('[1, 2, 3]')).toBeNull()
    expect(turns('  ')).toBeNull()
  })

  it('of a million blanks, stars or brackets is read in one pass', () => {
    for (const piece of [' ', '*', '(', '[ ', 'a ', '10:00 ', ': ', '| ', '- ', '<br'])
      expect(parseTranscript(`User: ${piece.repeat(500_000)}x`)).toHaveLength(1)
    expect(parseTranscript(' x'.repeat(500_000))).toBeNull()
  })

  it('never crashes, whatever the cell holds', () => {
    const pieces = fc.array(
      fc.constantFrom('User', 'Bot', ':', ' ', '\n', '[10:00]', '(', ')', '**', '{', '[', '"', 'Q: ', '|', 'x'),
      { maxLength: 40 }
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((found) => found.join('')),
          fc.json()
        ),
        (cell) => {
          const messages = parseTranscript(cell)
          expect(messages === null || messages.every(({ text }) => typeof text === 'string')).toBe(true)
        }
      ),
      { numRuns: 1_000 }
    )
  })
})
