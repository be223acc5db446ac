// HTML bodies (Intercom and other help desks) as plain text with Markdown links. One pass, linear in the input's length; what comes
// out is text and is never shown as HTML.

// The entities that mail and chat editors write; numeric ones are read by number.
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  sbquo: '‚',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  para: '¶',
  iexcl: '¡',
  iquest: '¿',
  shy: '',
  zwj: '\u200d',
  zwnj: '\u200c',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  check: '✓',
  hearts: '♥',
  szlig: 'ß',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  atilde: 'ã',
  aring: 'å',
  aelig: 'æ',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  igrave: 'ì',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  ograve: 'ò',
  oacute: 'ó',
  ocirc: 'ô',
  otilde: 'õ',
  oslash: 'ø',
  ugrave: 'ù',
  uacute: 'ú',
  ucirc: 'û',
  yacute: 'ý',
  yuml: 'ÿ',
  Agrave: 'À',
  Aacute: 'Á',
  Acirc: 'Â',
  Atilde: 'Ã',
  Aring: 'Å',
  AElig: 'Æ',
  Ccedil: 'Ç',
  Egrave: 'È',
  Eacute: 'É',
  Ecirc: 'Ê',
  Euml: 'Ë',
  Iacute: 'Í',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Ocirc: 'Ô',
  Otilde: 'Õ',
  Oslash: 'Ø',
  Uacute: 'Ú',
  Ucirc: 'Û'
}
// Bytes 80 to 9f of Windows-1252, as browsers read such numbers.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const ENTITY = /&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));?/g

/** Text with its entities read; what is no entity stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined) ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? '\ufffd'
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
    return String.fromCodePoint(code)
  })
}

/** Elements whose content is no text. */
const UNREAD = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'title',
  'textarea',
  'select'
])
const BLOCKS = new Set(
  'p div section article header footer ul ol table tr h1 h2 h3 h4 h5 h6 blockquote pre hr address figure dl dt dd form'.split(
    ' '
  )
)

interface Tag {
  readonly name: string
  readonly isEnd: boolean
  /** What is between the name and the end of the tag. */
  readonly attributes: string
  /** After the `>`. */
  readonly end: number
}

/**
 * The text of an HTML fragment: paragraphs and rows on lines of their own, list items with a dash, links as `[text](address)` where the
 * address is http, https or mailto, an image's alternative text, nothing of scripts, styles and comments.
 */
export function htmlToText(html: string): string {
  const out: string[] = []
  let at = 0
  let link: { readonly href: string; readonly from: number } | null = null
  const closeLink = () => {
    if (link === null) return
    const text = out.splice(link.from).join('').trim()
    out.push(text === '' || text === link.href ? link.href : `[${text.replace(/[[\]]/g, '\\$&')}](${link.href})`)
    link = null
  }
  while (at < html.length) {
    const open = html.indexOf('<', at)
    out.push(spaces(decodeEntities(html.slice(at, open < 0 ? undefined : open))))
    if (open < 0) break
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const tag = readTag(html, open)
    if (tag === null) {
      out.push('<')
      at = open + 1
      continue
    }
    at = tag.end
    if (UNREAD.has(tag.name) && !tag.isEnd) at = afterElement(html, tag)
    else if (tag.name === 'a') {
      closeLink()
      const href = tag.isEnd ? null : linkAddress(tag.attributes)
      if (href !== null) link = { href, from: out.length }
    } else if (tag.name === 'br') out.push('\n')
    else if (tag.name === 'li') out.push(tag.isEnd ? '' : '\n- ')
    else if (tag.name === 'td' || tag.name === 'th') out.push(tag.isEnd ? '\t' : '')
    else if (tag.name === 'img' && !tag.isEnd) out.push(decodeEntities(attribute(tag.attributes, 'alt') ?? ''))
    else if (BLOCKS.has(tag.name)) out.push('\n')
  }
  closeLink()
  return tidy(out.join(''))
}

/** Line breaks in the source are spaces; those of the result come from tags. */
function spaces(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, ' ')
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\u00a0/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const NAME = /^<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})/

/** The tag that begins at `open`; null where `<` is only a character. A `>` inside quotes does not end it. */
function readTag(html: string, open: number): Tag | null {
  if (html[open + 1] === '!' || html[open + 1] === '?') {
    const end = html.indexOf('>', open)
    return { name: '', isEnd: false, attributes: '', end: end < 0 ? html.length : end + 1 }
  }
  const match = NAME.exec(html.slice(open, open + 48))
  if (!match) return null
  const from = open + match[0].length
  let quote = ''
  for (let at = from; at < html.length; at++) {
    const character = html[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '>') {
      return {
        name: (match[2] ?? '').toLowerCase(),
        isEnd: match[1] === '/',
        attributes: html.slice(from, at),
        end: at + 1
      }
    } else if ((character === '"' || character === "'") && html[at - 1] === '=') quote = character
  }
  // Cut in the middle of a tag: nothing of it is text.
  return { name: '', isEnd: false, attributes: '', end: html.length }
}

/** Where reading goes on after an element whose content is no text. */
function afterElement(html: string, tag: Tag): number {
  const closing = new RegExp(`</${tag.name}`, 'gi')
  closing.lastIndex = tag.end
  if (closing.exec(html) === null) return html.length
  const end = html.indexOf('>', closing.lastIndex)
  return end < 0 ? html.length : end + 1
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null
}

/** An address that may become a link, or null. Spaces and brackets are escaped so that the Markdown cannot be broken out of. */
function linkAddress(attributes: string): string | null {
  const href = decodeEntities(attribute(attributes, 'href') ?? '').trim()
  if (!/^(?:https?:\/\/|mailto:)[^\s]/i.test(href)) return null
  return href.replace(/[\s()<>]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
