// Pseudonyms for personal data: the same person has the same alias wherever they appear, and nothing of the original shows.
import { hash53 } from './hash53'
import { findPersonalData, type PersonalDataOptions, type PersonalKind } from './personal-data'

/** What is known of one person, so that their name, e-mail address and phone share an alias. */
export interface KnownPerson {
  readonly id?: string | null
  readonly name?: string | null
  readonly email?: string | null
  readonly phone?: string | null
}

export interface Pseudonymizer {
  /** The text with everything personal replaced. `people`: who takes part in this conversation. */
  replace(text: string, people?: readonly KnownPerson[]): string
  /** The alias of a person as the list and the transcript's head show them. */
  person(person: KnownPerson): string
}

/** `salt` keeps aliases of two workspaces (or two exports) apart; the same salt gives the same aliases. */
export function createPseudonymizer(salt: string, options: PersonalDataOptions = {}): Pseudonymizer {
  const code = (value: string) => codeOf(`${salt}\u0000${value}`)
  const keyOf = (person: KnownPerson) =>
    (person.email ?? person.id ?? person.name ?? person.phone ?? '').trim().toLowerCase()
  return {
    person: (person) => `Person ${code(keyOf(person))}`,
    replace(text, people = []) {
      const names = people.flatMap((person) => (person.name ? [person.name] : []))
      const all = { ...options, names: [...(options.names ?? []), ...names] }
      const aliasOf = (kind: PersonalKind, value: string) => {
        const owner = people.find((person) => owns(person, kind, value))
        return alias(kind, code(owner ? keyOf(owner) : value))
      }
      // Again until nothing is found: two numbers side by side can look like one until the first is gone.
      let masked = replaceOnce(text, all, aliasOf)
      for (let before = text; masked !== before; ) {
        before = masked
        masked = replaceOnce(before, all, aliasOf)
      }
      return masked
    }
  }
}

function replaceOnce(
  text: string,
  options: PersonalDataOptions,
  aliasOf: (kind: PersonalKind, value: string) => string
): string {
  let out = ''
  let at = 0
  for (const span of findPersonalData(text, options)) {
    out += text.slice(at, span.start) + aliasOf(span.kind, span.value)
    at = span.end
  }
  return out + text.slice(at)
}

function owns(person: KnownPerson, kind: PersonalKind, value: string): boolean {
  switch (kind) {
    case 'email':
      return person.email?.trim().toLowerCase() === value
    case 'phone':
      return person.phone?.replace(/\D/g, '').replace(/^00/, '') === value
    case 'name':
      return person.name?.toLowerCase().includes(value) ?? false
    default:
      return false
  }
}

/** Made so that no pattern finds personal data in an alias: what was masked stays masked when it is looked at again. */
function alias(kind: PersonalKind, code: string): string {
  switch (kind) {
    case 'email':
      return `[email ${code}]`
    case 'name':
      return `Person ${code}`
    default:
      return `[${kind} ${code}]`
  }
}

/** Letters that are not mistaken for one another or for digits; no digits, so that no alias looks like a number. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 7

/** Seven letters of a 53-bit hash: 4.5 billion aliases. Not meant to resist an attacker who has the salt. */
function codeOf(text: string): string {
  let number = hash53(text)
  let code = ''
  for (let i = 0; i < CODE_LENGTH; i++) {
    code += LETTERS[number % LETTERS.length] ?? ''
    number = Math.floor(number / LETTERS.length)
  }
  return code
}
