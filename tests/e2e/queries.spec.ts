// The example queries, typed and clicked: what the box runs is what the panel says, and the list counts what the reader counts.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { parseQuery } from '../../shared/query/parse-query'
import { call } from '../support/call'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeAll(async () => {
  workspace = await sampleWorkspace(600)
  launched = await launch({ workspace: workspace.path })
  await expect(count(launched.page)).toHaveText('600 of 600 conversations')
  await call(launched.page, 'settings.set', { timeZone: 'Europe/Berlin', reviewer: 'Anna' })
})
test.afterAll(async () => {
  await launched.close()
  await workspace.remove()
})
test.afterEach(() => {
  expect(launched.violations()).toEqual([])
})

const count = (page: Page): Locator => page.getByRole('status', { name: 'Result count' })
const search = (page: Page): Locator => page.getByRole('combobox', { name: 'Search conversations' })

async function totalOf(page: Page, text: string): Promise<number> {
  const { query, problems } = parseQuery(text)
  expect(problems).toEqual([])
  return (await call(page, 'conversations.open', { query, timeZone: 'Europe/Berlin' })).total
}

const EXAMPLES = [
  'confidence:low',
  'feedback:down channel:email,whatsapp',
  'topic:returns -is:reviewed newer_than:7d',
  '"order #10482"',
  String.raw`user:/\b[A-Z]{2}\d{9}\b/`,
  'refund NOT exchange',
  '(sentiment:negative OR feedback:down) turns:>6',
  `msg(bot:"I'm sorry" confidence:high)`,
  'no:citation has:feedback',
  'score.accuracy:<=2 by:@me',
  'date:2026-03-01..2026-03-31 hour:22..6',
  'msg(user:cancel) then msg(bot:"how can I help") within:1',
  // Every other line of the syntax.
  'refund return',
  'refu*',
  '"where is my order"',
  '/refund/i',
  'messages:3..8 messages:*..6 messages:3..*',
  'topic:*',
  '-(channel:email OR channel:whatsapp)',
  'user:(refund OR return)',
  'confidence>0.4',
  'channel:=email bot:~orr',
  '10:30 OR https://shop.example',
  'weekday:mon..fri hour:9..17 started:2026-09',
  'refund sort:-confidence'
]

test('each example is understood, said in words, shown as chips, and counted as the reader counts', async () => {
  const { page } = launched
  for (const text of EXAMPLES) {
    await search(page).fill(text)
    await search(page).press('Enter')
    const total = await totalOf(page, text)
    await expect(count(page), text).toHaveText(`${total.toLocaleString('en')} of 600 conversations`)
    await expect(search(page), text).not.toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('listitem'), text).not.toHaveCount(0)
    await expect(page.getByText(/^Conversations where /), text).toHaveCount(1)
  }
})

test('dates and hours in a chip tell their time zone', async () => {
  const { page } = launched
  await search(page).fill('date:2026-09 refund')
  await search(page).press('Enter')
  const chips = page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  await expect(chips.first()).toContainText('date:2026-09 Europe/Berlin')
  await expect(chips.nth(1)).toHaveText('refund')
})

test('what the panel can show is clicked together, and reads as the example', async () => {
  const { page } = launched
  const [first] = await call(page, 'conversations.page', {
    resultSet: (await call(page, 'conversations.open', { query: parseQuery('topic:returns').query, timeZone: 'UTC' }))
      .id,
    start: 0,
    end: 1
  })
  const act = { kind: 'set-state' as const, conversations: [first?.id ?? 0], state: 'done' as const }
  await call(page, 'review.act', { act, reviewer: 'Anna' })
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const filters = page.getByRole('region', { name: 'Filters' })
  const value = (group: string, words: RegExp) =>
    filters.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name: words })
  const exclude = (group: string, words: string) =>
    filters.getByRole('group', { name: group, exact: true }).getByRole('button', { name: `Exclude ${words}` })
  const clicked: readonly (readonly [readonly Locator[], string])[] = [
    [[value('Confidence', /^Low, /)], 'confidence:low'],
    [
      [value('Feedback', /^Thumbs down, /), value('Channel', /^Email, /), value('Channel', /^WhatsApp, /)],
      'feedback:down channel:email,whatsapp'
    ],
    [
      [
        value('Topic', /^Returns, /i),
        exclude('Review state', 'Done'),
        filters.getByRole('group', { name: 'Date', exact: true }).getByRole('button', { name: '90 days' })
      ],
      'topic:Returns -review:done newer_than:90d'
    ],
    [[exclude('Has', 'Citation'), value('Has', /^Feedback, /)], '-has:citation has:feedback']
  ]
  for (const [clicks, text] of clicked) {
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await expect(count(page)).toHaveText('600 of 600 conversations')
    for (const click of clicks) await click.click()
    await expect
      .poll(async () => (await search(page).inputValue()).toLowerCase().split(' ').toSorted())
      .toEqual(text.toLowerCase().split(' ').toSorted())
    await expect(count(page)).toHaveText(`${await totalOf(page, text)} of 600 conversations`)
  }
  await page.getByRole('button', { name: 'Close the filters' }).click()
})

test('a term that is being typed is not called a mistake before there is a pause', async () => {
  const { page } = launched
  await search(page).fill('')
  await search(page).pressSequentially('confidence:l')
  await expect(count(page)).toHaveText('Type on: the last term is not complete')
  await expect(page.getByText(/is no confidence/)).toHaveCount(0)
  await search(page).press('ArrowDown')
  await search(page).press('Enter')
  await expect(search(page)).toHaveValue('confidence:low ')
  await expect(count(page)).toHaveText(`${await totalOf(page, 'confidence:low')} of 600 conversations`)
  await search(page).fill('confidence:lo')
  await expect(page.getByText(/“lo” is no confidence/)).toBeVisible()
  await expect(count(page)).toHaveText('Not searched: the text has a mistake')
})

test('Escape goes back to the list and keeps the search', async () => {
  const { page } = launched
  await search(page).fill('channel:email')
  await search(page).press('Enter')
  await search(page).press('Escape')
  await expect(search(page)).toHaveValue('channel:email')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-keys="list"]') !== null))
    .toBe(true)
  await page.keyboard.press('j')
  await expect(search(page)).toHaveValue('channel:email')
})
