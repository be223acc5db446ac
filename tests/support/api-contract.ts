// Holds requests and answers against docs/agent-api.openapi.yaml: paths, parameters, bodies, statuses, headers.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import type { Exchange } from './recording-proxy'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: { readonly type?: string; readonly $ref?: string }
}
interface Answer {
  readonly headers?: Readonly<Record<string, unknown>>
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
  readonly security?: readonly unknown[]
}
type PathItem = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly unknown[]
  readonly servers?: readonly { readonly url: string }[]
}

const DOCUMENT = parse(readFileSync(new URL('../../docs/agent-api.openapi.yaml', import.meta.url), 'utf8'))
const PATHS: Readonly<Record<string, PathItem>> = DOCUMENT.paths
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

// Its other keywords are those of OpenAPI.
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(DOCUMENT, 'api')

export interface Checked {
  readonly operation: string
  readonly status: number
  /** Nothing: the exchange is as the document says. */
  readonly problems: readonly string[]
}

/** All operations that the document names. */
export const OPERATIONS: readonly string[] = Object.values(PATHS).flatMap((item) =>
  METHODS.flatMap((method) => (item[method] ? [(item[method] as Operation).operationId] : []))
)

export function checkExchange(exchange: Exchange): Checked {
  const { method, status, headers } = exchange
  const url = new URL(exchange.path, 'http://127.0.0.1')
  const found = operationOf(method.toLowerCase(), url.pathname)
  if (!found) return { operation: '', status, problems: [`${method} ${url.pathname} is no operation`] }
  const { operation, pointer, item } = found
  const problems = [
    ...queryProblems([...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolved<Parameter>), url),
    ...bodyProblems(operation, pointer, exchange.body),
    ...answerProblems(operation, pointer, exchange)
  ]
  const isOpen = operation.security?.length === 0
  if (!isOpen && !headers.authorization?.startsWith('Bearer ')) problems.push('the key is missing')
  return {
    operation: operation.operationId,
    status,
    problems: problems.map((one) => `${operation.operationId}: ${one}`)
  }
}

function operationOf(method: string, path: string) {
  const candidates = Object.entries(PATHS).filter(([template, item]) => {
    const own = item.servers?.[0]?.url
    const base = own === undefined ? '/api/v2' : '/api/v1'
    const pattern = `^${base}${template.replace(/\{[^}]+\}/g, '[^/]+')}$`
    return new RegExp(pattern).test(path) && item[method] !== undefined
  })
  // Written-out parts before parameters: `search` is no conversation's id.
  const [best] = candidates.toSorted(([a], [b]) => a.split('{').length - b.split('{').length)
  if (!best) return null
  const [template, item] = best
  return { item, operation: item[method] as Operation, pointer: `#/paths/${escaped(template)}/${method}` }
}

function queryProblems(parameters: readonly Parameter[], url: URL): string[] {
  const known = new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]))
  const problems: string[] = []
  for (const [name, text] of url.searchParams) {
    const parameter = known.get(name)
    if (!parameter) problems.push(`there is no parameter ${name}`)
    else {
      const schema = resolved<Parameter['schema']>(parameter.schema)
      const value = schema.type === 'integer' || schema.type === 'number' ? Number(text) : text
      problems.push(...validate(schema, value).map((problem) => `parameter ${name} ${problem}`))
    }
  }
  for (const [name, { required }] of known)
    if (required && !url.searchParams.has(name)) problems.push(`parameter ${name} is missing`)
  return problems
}

function bodyProblems(operation: Operation, pointer: string, body: unknown): string[] {
  if (!operation.requestBody) return body === undefined ? [] : ['there is a body where none belongs']
  if (body === undefined) return ['the body is missing']
  const place = `${pointer}/requestBody/content/application~1json/schema`
  const { properties = {} } = resolved<{ properties?: object }>(at(place))
  // The document allows more, the app sends nothing that is not in it.
  const unknown = Object.keys(body as object).filter(
    (name) => Object.keys(properties).length > 0 && !(name in properties)
  )
  return [
    ...unknown.map((name) => `the body's ${name} is not in the document`),
    ...validate({ $ref: `api${place}` }, body).map((problem) => `body ${problem}`)
  ]
}

function answerProblems(operation: Operation, pointer: string, { status, answer, answerHeaders }: Exchange): string[] {
  const told = operation.responses[status]
  if (told === undefined) return [`answers ${status}, which it does not name`]
  const isReference = typeof told === 'object' && told !== null && '$ref' in told
  const place = isReference ? String(told.$ref) : `${pointer}/responses/${status}`
  const missing = Object.keys(resolved<Answer>(told).headers ?? {}).filter(
    (name) => !answerHeaders.has(name) && !(name === 'Retry-After' && status !== 429)
  )
  return [
    ...missing.map((name) => `answer ${status} has no header ${name}`),
    ...validate({ $ref: `api${place}/content/application~1json/schema` }, answer).map(
      (problem) => `answer ${status} ${problem}`
    )
  ]
}

function validate(schema: object, value: unknown): string[] {
  const check = ajv.compile('$ref' in schema ? schema : absolute(schema))
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'whole'} ${message}`)
}

/** A schema cut out of the document still refers into it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"api#'))
}

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

function at(pointer: string): unknown {
  return pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      DOCUMENT
    )
}

/** The thing itself where it is only referred to. */
function resolved<T>(value: unknown): T {
  const reference = (value as { $ref?: string }).$ref
  return reference === undefined ? (value as T) : resolved<T>(at(reference))
}
