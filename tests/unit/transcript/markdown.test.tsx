// Markdown of answers: nothing that runs or loads, HTML left visible, hits marked wherever they run.
import { render } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MarkdownText, MessageText } from '../../../renderer/transcript/MessageText'
import type { FindHits } from '../../../renderer/transcript/markdown-plugins'
import { shadeOf } from '../../../renderer/transcript/shade'

const shown = (text: string, find: FindHits | null = null) => render(<MarkdownText text={text} find={find} />).container

/** Finds a word in any case. */
const finding =
  (word: string): FindHits =>
  (text) =>
    [...text.toLowerCase().matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
      start: index,
      end: index + word.length
    }))

const HARMLESS = new Set(
  'div section p br hr strong em del code pre blockquote ul ol li sup span h1 h2 h3 h4 h5 h6 table thead tbody tr th td a mark'.split(
    ' '
  )
)

describe('markdown of answers', () => {
  test('HTML is shown as it was written', () => {
    const page = shown(
      'Hello <b onclick="alert(1)">you</b>\n\n<script>alert(2)</script>\n\n<style>*{color:red}</style>'
    )
    expect(page.textContent).toContain('<b onclick="alert(1)">you</b>')
    expect(page.textContent).toContain('<script>alert(2)</script>')
    expect(page.textContent).toContain('<style>*{color:red}</style>')
    expect(page.querySelector('script, style, b')).toBeNull()
  })

  test('a picture is a link named by its alternative text', () => {
    const page = shown(
      '![A cat](https://pictures.example/cat.png) [![logo](https://pictures.example/l.png)](https://shop.example/)'
    )
    expect(page.querySelector('img')).toBeNull()
    const links = [...page.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])
    expect(links).toEqual([
      ['Picture: A cat', 'https://pictures.example/cat.png'],
      ['Picture: logo', 'https://shop.example/']
    ])
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'app://bundle/index.html',
    '//evil.example/x',
    '/relative',
    '#fragment'
  ])('an address like %s is no link', (url) => {
    const page = shown(`[press me](<${url}>) and ![press me](<${url}>)`)
    expect(page.querySelector('a')).toBeNull()
    expect(page.textContent).toContain('press me')
  })

  test('an address on the web is a link with the whole address in its tooltip', () => {
    const link = shown('See https://shop.example/returns?id=4711.').querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://shop.example/returns?id=4711')
    expect(link?.getAttribute('title')).toBe('https://shop.example/returns?id=4711')
  })

  test('whatever is written, only harmless elements and attributes come out', () => {
    const pieces = fc.constantFrom(
      ...[
        '<img src=x onerror=alert(1)>',
        '![a](data:image/svg+xml,<svg onload=alert(1)>)',
        '[a](javascript:alert(1))',
        '<svg/onload=alert(1)>'
      ],
      ...[
        '**',
        '`',
        '\n\n',
        '> ',
        '- ',
        '1. ',
        '| a | b |\n| - | - |\n| c | d |',
        '<https://a.example>',
        '[^1]\n\n[^1]: note',
        '- [x] done',
        '<!--',
        ']]>',
        '&lt;',
        '\u202e',
        '\0'
      ]
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), (parts) => {
        const page = shown(parts.join(' '))
        for (const element of page.querySelectorAll('.markdown *, [dir] *')) {
          expect(HARMLESS).toContain(element.tagName.toLowerCase())
          for (const { name } of element.attributes) {
            expect([
              'href',
              'title',
              'rel',
              'class',
              'draggable',
              'start',
              'style',
              'aria-label',
              'tabindex',
              'dir'
            ]).toContain(name)
          }
          const href = element.getAttribute('href')
          if (href !== null) expect(href).toMatch(/^https?:/)
        }
      }),
      { numRuns: 150 }
    )
  })

  test('hits are marked in bold text, links, code and tables, also across them', () => {
    const page = shown(
      'A re**fund** for [your refund](https://a.example) `refund`\n\n| refund |\n| - |\n| x |',
      finding('refund')
    )
    const marks = [...page.querySelectorAll('mark')].map((mark) => mark.textContent)
    expect(marks).toEqual(['re', 'fund', 'refund', 'refund', 'refund'])
    expect(page.querySelector('a mark')?.textContent).toBe('refund')
  })

  test('marking changes nothing but the marks', () => {
    const text = 'One *refund*, two **refunds** and `refund`.\n\n- refund\n- [refund](https://a.example)'
    expect(shown(text, finding('refund')).textContent).toBe(shown(text).textContent)
  })

  test('words of two paragraphs are not one hit', () => {
    const find: FindHits = (text) => {
      const at = text.indexOf('one two')
      return at < 0 ? [] : [{ start: at, end: at + 7 }]
    }
    expect(shown('one\n\ntwo', find).querySelector('mark')).toBeNull()
    expect(shown('one **two**', find).querySelectorAll('mark')).toHaveLength(2)
  })
})

describe('the text of a message', () => {
  const message = (role: 'customer' | 'agent', text: string) =>
    render(<MessageText message={{ role, text, format: 'markdown' }} find={null} />).container

  test('what a customer wrote is never Markdown', () => {
    const page = message('customer', '**bold** <b>x</b> [a](https://a.example)')
    expect(page.textContent).toBe('**bold** <b>x</b> [a](https://a.example)')
    expect(page.querySelector('strong, b, a')).toBeNull()
  })

  test('a very long text is folded and says how long it is', () => {
    const page = message('agent', 'word '.repeat(20_000))
    expect(page.textContent?.length).toBeLessThan(21_000)
    expect(page.querySelector('button')?.textContent).toBe('Show all 100,000 characters')
  })

  test.each([
    '> '.repeat(5_000),
    '- '.repeat(5_000),
    '['.repeat(10_000),
    '*a_ '.repeat(2_500),
    `|a|\n|-|\n${'|b|\n'.repeat(2_000)}`
  ])('what would hold up the parser is shown as it was written (%#)', (text) => {
    expect(message('agent', text).textContent).toBe(text)
  })

  test('a rule, a long list and a table are ordinary', () => {
    const page = message(
      'agent',
      `${'-'.repeat(60)}\n\n${'- point **one**\n'.repeat(100)}\n| a |\n| - |\n${'| b |\n'.repeat(30)}`
    )
    expect(page.querySelectorAll('hr, table')).toHaveLength(2)
    expect(page.querySelectorAll('li')).toHaveLength(100)
  })
})

describe('what stands in no cited excerpt', () => {
  const citations = [{ title: 'Returns', url: 'https://shop.example/returns', excerpt: 'Within 14 days.', score: 1 }]
  const answer = (text: string, format: 'markdown' | 'text') =>
    ({ role: 'agent', text, format, citations, citationsKnown: true }) as const
  const shaded = (text: string, format: 'markdown' | 'text', find: FindHits | null = null) => {
    const message = answer(text, format)
    const page = render(<MessageText message={message} find={find} shade={shadeOf(message, '')} />).container
    return { page, found: [...page.querySelectorAll('[data-ungrounded]')].map((one) => one.textContent) }
  }

  test('is shaded, in Markdown and in plain text, and says why', () => {
    for (const format of ['markdown', 'text'] as const) {
      const { page, found } = shaded('Within 14 days, not 30 days. See https://shop.example/old', format)
      expect(found).toEqual(['30 days', 'https://shop.example/old'])
      expect(page.querySelector('[data-ungrounded]')?.getAttribute('title')).toBe('In none of the cited excerpts')
      expect(page.textContent).toContain('Within 14 days, not 30 days.')
    }
  })

  test('is shaded across bold text, by where a link leads, and together with hits', () => {
    expect(shaded('Up to **30** days, [guide](https://shop.example/x)', 'markdown').found.join(' ')).toBe(
      '30  days guide'
    )
    const { page, found } = shaded('Within 30 days', 'text', finding('30'))
    expect(found).toEqual(['30 days'])
    expect(page.querySelector('mark')?.textContent).toBe('30')
    expect(page.textContent).toBe('Within 30 days')
  })
})
