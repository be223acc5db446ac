// Makes one believable conversation from a seed: who asks what, how well the agent answers, and what comes of it.
import { partSeed, type Random, seeded } from './random'
import { ASIDES, CITIES, ELSEWHERE, FIRST_NAMES, INTENTS, type Intent, LAST_NAMES, TEAMMATES } from './shop'

export interface SampleMessage {
  readonly id: string
  readonly role: 'customer' | 'agent' | 'human'
  readonly author: string | null
  readonly text: string
  /** Milliseconds UTC. */
  readonly at: number
  readonly score: number | null
  readonly thumb: 'up' | 'down' | null
  readonly comment: string | null
  readonly citations: readonly {
    readonly title: string
    readonly url: string
    readonly excerpt: string
    readonly score: number
  }[]
  readonly tool: string | null
}

export interface SampleConversation {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly channel: string
  readonly status: string
  readonly sentiment: string | null
  readonly topic: string
  readonly language: string
  readonly country: string
  readonly customer: { readonly id: string; readonly name: string; readonly email: string }
  readonly messages: readonly SampleMessage[]
}

export interface SampleOptions {
  readonly seed: number
  readonly conversations: number
  /** The last moment of the period, milliseconds UTC. */
  readonly until: number
  readonly days: number
  /** Mean number of messages a conversation. */
  readonly meanMessages: number
}

// Platforms' own words, as agent platforms write them.
const CHANNELS = [
  'Widget or Iframe',
  'Widget or Iframe',
  'Widget or Iframe',
  'Widget or Iframe',
  'WhatsApp',
  'WhatsApp',
  'WhatsApp',
  'Email',
  'Email',
  'Messenger',
  'Instagram',
  'API'
] as const
const TEST_CHANNEL = 'Playground'
const DAY_MS = 86_400_000
/** A turn is two messages, and some conversations end early: measured so that the mean comes out as asked. */
const TURNS_PER_MESSAGE = 0.735

/** Conversation number `n` (from 0) of a run; independent of all others. */
export function sampleConversation(options: SampleOptions, n: number): SampleConversation {
  const random = seeded(partSeed(options.seed, n))
  // Spread evenly over the period with a little noise: newer ones have higher numbers, as platforms number them.
  const slot = (options.days * DAY_MS) / options.conversations
  const start = Math.floor((options.until - (options.conversations - n - random.next()) * slot) / 1_000) * 1_000
  const first = random.pick(FIRST_NAMES)
  const last = random.pick(LAST_NAMES)
  const customer = {
    id: `user_${random.below(options.conversations) + 1000}`,
    name: `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}${random.below(90) + 10}@example.test`
  }
  const fill = filler(random, customer.email)
  const language = random.chance(0.82) ? 'en' : random.pick(Object.keys(ELSEWHERE))
  const messages: SampleMessage[] = []
  let at = start
  let gaveUp = false
  let thumbed = false
  const say = (message: Omit<SampleMessage, 'id' | 'at'>) => {
    at += message.role === 'customer' ? 20_000 + random.below(160_000) : 2_000 + random.below(7_000)
    messages.push({ id: `msg_${n + 1}_${messages.length + 1}`, at: Math.floor(at / 1_000) * 1_000, ...message })
  }
  const answer = (intent: Intent, text: string, weak: boolean) => {
    const score = weak ? 0.12 + random.next() * 0.42 : 0.62 + random.next() * 0.37
    const cited = random.chance(weak ? 0.35 : 0.9)
    // Thumbs follow quality, and few people give any.
    const thumb = random.chance(weak ? 0.22 : 0.08) ? (random.chance(weak ? 0.9 : 0.1) ? 'down' : 'up') : null
    if (thumb === 'down') thumbed = true
    say({
      role: 'agent',
      author: null,
      text,
      score: random.chance(0.04) ? null : Math.round(score * 100) / 100,
      thumb,
      comment:
        thumb === 'down' && random.chance(0.3)
          ? random.pick(['Not true', 'Too vague', 'That did not help', 'Wrong item'])
          : null,
      citations: cited ? [citation(intent, random, weak)] : [],
      tool: intent.topic === 'Order status' && random.chance(0.5) ? 'order_lookup' : null
    })
    return weak
  }
  const ask = (text: string) =>
    say({ role: 'customer', author: null, text, score: null, thumb: null, comment: null, citations: [], tool: null })

  let intent = random.pick(INTENTS)
  const opening = language === 'en' ? intent : null
  if (language === 'en') {
    const turns = Math.max(1, Math.round(random.length(options.meanMessages * TURNS_PER_MESSAGE)))
    for (let turn = 0; turn < turns && !gaveUp; turn++) {
      if (turn > 0 && random.chance(0.12)) intent = random.pick(INTENTS)
      const question = turn === 0 || random.chance(0.4) ? random.pick(intent.questions) : random.pick(intent.followUps)
      ask(fill(longer(random, question)) + (random.chance(0.25) ? `\n${fill(random.pick(ASIDES))}` : ''))
      const weak = random.chance(intent.weakShare)
      gaveUp =
        answer(intent, fill(explained(random, random.pick(weak ? intent.weak : intent.good), weak)), weak) &&
        random.chance(0.25)
    }
  } else {
    const [topic, question, good, weakAnswer] = random.pick(ELSEWHERE[language]?.turns ?? [])
    intent = INTENTS.find((i) => i.topic === topic) ?? intent
    const weak = random.chance(0.3)
    ask(fill(question))
    gaveUp = answer(intent, fill(weak ? weakAnswer : good), weak) && random.chance(0.3)
  }
  const subject = opening ?? intent
  if (gaveUp && random.chance(0.6)) {
    ask(random.pick(['I want to talk to a human.', 'Can a person look at this please?', 'agent please']))
    const name = random.pick(TEAMMATES)
    say({
      role: 'human',
      author: name,
      text: fill(`Hi ${first}, ${name} here. ${random.pick(intent.good)}`),
      score: null,
      thumb: null,
      comment: null,
      citations: [],
      tool: null
    })
  }
  return {
    id: `c${String(n + 1).padStart(8, '0')}`,
    number: n + 1,
    title: subject.topic,
    channel: random.chance(0.02) ? TEST_CHANNEL : random.pick(CHANNELS),
    status: gaveUp ? 'taken_over' : random.chance(0.08) ? 'ongoing' : 'ended',
    sentiment: random.chance(0.1) ? null : gaveUp || thumbed ? 'negative' : random.chance(0.3) ? 'positive' : 'neutral',
    topic: subject.topic,
    language,
    country: ELSEWHERE[language]?.country ?? random.pick(['US', 'GB', 'CA', 'IE', 'AU']),
    customer,
    messages
  }
}

const SYLLABLES = [
  'nor',
  've',
  'la',
  'tam',
  'bri',
  'ka',
  'so',
  'rin',
  'dal',
  'mo',
  'fen',
  'tu',
  'ar',
  'gil',
  'pex',
  'ul',
  'zan',
  'hi',
  'cro',
  'wyn'
] as const
const KINDS = [
  'jacket',
  'boots',
  'tent',
  'backpack',
  'sleeping bag',
  'stove',
  'headlamp',
  'trail shoes',
  'rain trousers',
  'poles'
] as const
/** Products of the catalogue: 20 x 20 x 20 names, 5 kinds of wording; a few sell a lot, most hardly at all. */
const CATALOGUE = 8_000 * KINDS.length

function product(random: Random): string {
  const rank = random.zipf(CATALOGUE)
  const name = Math.floor(rank / KINDS.length)
  const syllable = (n: number) => SYLLABLES[n % SYLLABLES.length] ?? ''
  const word = syllable(name) + syllable(Math.floor(name / 20) + 7) + syllable(Math.floor(name / 400) + 3)
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${KINDS[rank % KINDS.length]}`
}

function filler(random: Random, email: string): (template: string) => string {
  const order = `#${10_000 + random.below(90_000)}`
  const item = product(random)
  const sku = `SKU-${String(random.below(100_000)).padStart(5, '0')}`
  return (template) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      switch (name) {
        case 'product':
          return item
        case 'order':
          return order
        case 'sku':
          return sku
        case 'email':
          return email
        case 'city':
          return random.pick(CITIES)
        case 'price':
          return `${2 + random.below(60)}.${random.pick(['00', '50', '90', '95'])} EUR`
        case 'code':
          return `${random.pick(['TRAIL', 'WINTER', 'HELLO', 'CLUB'])}${random.below(90) + 10}`
        default:
          return String(2 + random.below(27))
      }
    })
}

const REASONS = [
  'I bought it for a trip to {city} and it has to work by then',
  'my friend with the {product} was told something else',
  'I read the page twice and did not find it',
  'the chat on my phone closed before I got an answer',
  'it was a present, so I do not have the receipt here',
  'I have been a customer for {days} years'
] as const
const DETAILS = [
  'You find all of this in your account as well, under *Orders* and *Returns*, together with the invoices and the labels of the last three years.',
  'If the parcel is not there by then, write to us and we look for it with the carrier. That takes up to {days} days, and in the meantime we can send the {product} again if you need it for a trip.',
  'Please keep the number {order} at hand when you write again, so that my colleagues see everything at once and you do not have to explain it twice.',
  'For the {product} the same rules apply as for all other items of that range, whatever the colour or the size.',
  'This holds for orders from our own shop; items bought from a partner in {city} are handled by the partner, because we do not have the payment data.',
  'How it works:\n\n1. Open your account and choose the order {order}\n2. Tick the item and say why\n3. Follow the steps shown there\n4. You get a message at {email}',
  'Our team is there on working days from 9 to 17; outside of these hours I can note your question and somebody calls you back.'
] as const

function longer(random: Random, text: string): string {
  return random.chance(0.45)
    ? `${text} ${random.pick(['Because', 'You see,', 'I ask because', 'Also,'])} ${random.pick(REASONS)}.`
    : text
}

function explained(random: Random, text: string, weak: boolean): string {
  let out = text
  let detail = random.below(DETAILS.length)
  for (let i = weak ? 2 : 0; i < 4 && random.chance(0.72); i++) {
    out += `\n\n${DETAILS[detail % DETAILS.length]}`
    detail += 1 + random.below(2)
  }
  return out
}

function citation(intent: Intent, random: Random, weak: boolean) {
  const score = weak ? 0.2 + random.next() * 0.3 : 0.55 + random.next() * 0.4
  return {
    title: intent.article.title,
    url: `https://northwind.example${intent.article.path}`,
    excerpt: intent.article.excerpt,
    score: Math.round(score * 100) / 100
  }
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/ø/g, 'o')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
