// A shop whose agent contradicts itself in known places, beside everything that only looks like it: each customer's own numbers.
import type { RawConversation } from '../../electron/ingest/raw'
import { type Random, seeded } from '../../scripts/sample/random'
import { asked } from './asked'

/** Ways to ask one thing, and to answer it with a value; the subject makes it another question each time. */
interface Policy {
  readonly ask: readonly string[]
  readonly say: readonly string[]
  readonly values: readonly (readonly [right: string, wrong: string])[]
}

const POLICIES: readonly Policy[] = [
  {
    ask: [
      'How long do I have to return {it}?',
      'how long do i have to return {it}',
      'How long do I have to return the {it}??'
    ],
    say: [
      'You can return {it} within {v} of delivery.',
      'Returns of {it} are possible within **{v}** of delivery, unworn.',
      'Sure! You can return {it} within {v} after delivery. Shipping is free above 60 EUR.',
      'Send {it} back by post: you have {v} for that.'
    ],
    values: [
      ['30 days', '14 days'],
      ['14 days', '3 weeks']
    ]
  },
  {
    ask: [
      'What does shipping of {it} cost?',
      'what does the shipping of {it} cost',
      'What does shipping of {it} cost please?'
    ],
    say: [
      'Shipping of {it} costs {v}.',
      'The shipping cost of {it} is {v}, whatever you order.',
      'Shipping for {it} costs {v} per parcel.',
      'For {it} we charge {v}; orders above 60 EUR are free.'
    ],
    values: [
      ['4.90 EUR', '6,90 EUR'],
      ['€12', '15 EUR']
    ]
  },
  {
    ask: ['Where is the size guide for {it}?', 'where is the size guide for {it}', 'Where is the {it} size guide?'],
    say: ['The size guide for {it} is here: {v}', 'Here is the size guide for {it}: [guide]({v}).'],
    values: [['https://shop.example/sizes', 'https://old.shop.example/size-chart']]
  },
  {
    ask: ['When does the sale of {it} end?', 'when does the sale of {it} end', 'When does the {it} sale end?'],
    say: [
      'The sale of {it} ends on {v}.',
      'The {it} sale ends {v}, at midnight.',
      'You have until {v}. The shop opens at 9:00.'
    ],
    values: [['March 3, 2026', '2026-03-17']]
  },
  {
    ask: [
      'What discount do students get on {it}?',
      'what discount do students get on {it}',
      'Which discount do students get on {it}?'
    ],
    say: [
      'Students get {v} off on {it}.',
      'Students get a discount of {v} on {it}.',
      'With a student card it is {v} less. The code is valid for 24 hours.'
    ],
    values: [['15 %', '10%']]
  },
  {
    ask: [
      'How many {it} fit on the roof rack?',
      'how many {it} fit on the roof rack',
      'How many {it} fit on a roof rack?'
    ],
    say: ['Up to {v} {it} fit on the roof rack.', 'The roof rack takes up to {v} {it}.'],
    values: [['4', '6']]
  }
]

const ITEMS = [
  ...[
    'kayaks',
    'tents',
    'boots',
    'poles',
    'stoves',
    'lamps',
    'ropes',
    'helmets',
    'gloves',
    'goggles',
    'sledges',
    'hammocks'
  ],
  ...['rafts', 'saddles', 'skis', 'snowshoes', 'carabiners', 'backpacks', 'binoculars', 'thermoses']
]

/** What looks like a contradiction and is none. `{n}`: another number for every customer. */
const INNOCENT: readonly {
  readonly ask: string
  readonly say: (random: Random, it: string) => string
  readonly askMore?: (random: Random) => string
}[] = [
  {
    ask: 'Where is my order {order} with the {it}?',
    say: (random) => `It should arrive in ${2 + random.below(3)} days.`
  },
  { ask: 'Where are my {it}?', say: (random) => `They should arrive in ${2 + random.below(26)} days.` },
  {
    ask: 'Can I follow my parcel with {it}?',
    say: (random) => `Yes, follow it here: https://track.example/p/${10_000 + random.below(80_000)}`
  },
  {
    ask: 'Is my refund for {it} on its way?',
    say: (random) => `Yes, order #${10_000 + random.below(80_000)} was refunded with ${random.below(2) ? 20 : 35} EUR.`
  },
  {
    ask: 'I paid {own} EUR for {it}, is that right?',
    say: (_, it) => `Yes, {own} EUR is the price of ${it}.`
  },
  {
    ask: 'Can I return {it} after {own} days?',
    say: (random) => (random.below(2) ? 'No, only within 30 days.' : 'Within 30 days of delivery, so no.')
  },
  {
    ask: 'How long is the return window of {it} in the sale?',
    say: (random) =>
      random.below(2)
        ? 'The return window is 30 days, in the sale 14 days.'
        : 'In the sale the window for returns is 14 days.'
  },
  {
    ask: 'How long is the repair of {it}?',
    say: (random) => (random.below(2) ? 'The repair takes 14 days.' : 'The repair takes 2 weeks.')
  },
  {
    ask: 'What is the fee for {it}?',
    say: (random) => (random.below(2) ? 'The fee is 4.90 EUR.' : 'The fee is 4,90 EUR. It arrives within 3 days.')
  }
]

export interface PlantedAnswers {
  readonly conversations: readonly RawConversation[]
  /** The subject and kind of each planted contradiction, as `question word|right|wrong`. */
  readonly planted: readonly { readonly subject: string; readonly right: string; readonly wrong: string }[]
}

/** The same seed gives the same shop. Half of its policies are contradicted, a third of those because they changed in time. */
export function plantedAnswers(seed: number, repeats = 6): PlantedAnswers {
  const random = seeded(seed)
  const conversations: RawConversation[] = []
  const planted: { subject: string; right: string; wrong: string }[] = []
  let n = 0
  const add = (question: string, answer: string, day: number) => {
    n++
    conversations.push(asked(`p${n}`, question, { text: answer, confidence: 0.9 }, { day, topic: `Topic ${n % 3}` }))
  }
  for (const policy of POLICIES) {
    for (const [i, item] of ITEMS.entries()) {
      const [right, wrong] = random.pick(policy.values)
      const isPlanted = i % 2 === 0
      const changed = isPlanted && i % 6 === 0
      if (isPlanted) planted.push({ subject: item, right, wrong })
      const count = repeats + random.below(repeats)
      for (let at = 0; at < count; at++) {
        const isWrong = isPlanted && (changed ? at >= count / 2 : at % 3 === 1)
        const fill = (text: string) => text.replaceAll('{it}', item).replaceAll('{v}', isWrong ? wrong : right)
        add(fill(random.pick(policy.ask)), fill(random.pick(policy.say)), at * 3)
      }
    }
  }
  for (const { ask, say } of INNOCENT) {
    for (const item of ITEMS) {
      for (let at = 0; at < repeats; at++) {
        const own = String(20 + random.below(60))
        const fill = (text: string) =>
          text
            .replaceAll('{it}', item)
            .replaceAll('{own}', own)
            .replaceAll('{order}', `#${10_000 + random.below(80_000)}`)
        add(fill(ask), fill(say(random, item)), at * 3)
      }
    }
  }
  return { conversations, planted }
}
