// Words that people and exports put before what somebody said, in six languages, and who that is.
import type { Role } from '../../shared/domain'
import { roleOf } from '../ingest/vocabulary'
import { columnKey } from './mapping-aliases'

const WORDS: Readonly<Record<Role, string>> = {
  customer:
    'user, customer, client, visitor, guest, end user, enduser, human, me, you, shopper, caller, contact, lead, member, website visitor, ' +
    'Q, question, query, prompt, Kunde, Kundin, Kund:in, Nutzer, Nutzerin, Benutzer, Benutzerin, Besucher, Besucherin, Gast, Anwender, Käufer, Käuferin, ' +
    'Frage, Interessent, cliente, usuario, usuaria, usuário, usuária, visitante, utente, visitatore, domanda, pregunta, pergunta, ' +
    'utilisateur, utilisatrice, visiteur, visiteuse, clientèle, klant, gebruiker, bezoeker, vraag',
  agent:
    'bot, assistant, ai, agent, chatbot, ai agent, ai assistant, virtual assistant, virtual agent, assistant bot, gpt, model, llm, A, ' +
    'answer, response, reply, KI, KI-Assistent, KI-Agent, Assistent, Assistentin, Antwort, Roboter, asistente, asistente virtual, assistente, ' +
    'assistente virtuale, assistente virtual, agent ia, assistant ia, réponse, respuesta, resposta, risposta, antwoord, robot',
  human:
    'operator, support, support agent, human agent, live agent, admin, administrator, staff, employee, teammate, team member, ' +
    'representative, supervisor, moderator, Mitarbeiter, Mitarbeiterin, Berater, Beraterin, Kundendienst, Kundenservice, Sachbearbeiter, ' +
    'Sachbearbeiterin, conseiller, conseillère, opérateur, opératrice, agente, operador, operadora, agente humano, operatore, ' +
    'operatrice, medewerker, adviseur',
  system: 'system, event, notification, tool, function, bot event, System-Nachricht, système, sistema, systeem'
}

const BY_KEY = new Map<string, Role>()
for (const role of ['customer', 'agent', 'human', 'system'] as const)
  for (const word of WORDS[role].split(',')) BY_KEY.set(columnKey(word), role)

/** Who a speaker's label names; null for one that is a name or no speaker at all. Stricter than the words of role columns. */
export function speakerRole(label: string): Role | null {
  return BY_KEY.get(columnKey(label)) ?? null
}

/** Who a word of a role column means: the words every import knows, then these, then names such as "ShopBot". */
export function columnRole(word: string): Role | null {
  return roleOf(word) ?? speakerRole(word) ?? (isBotName(word) ? 'agent' : null)
}

/** Bots are called so: ShopBot, Support-Bot, AcmeGPT, AI Helper. */
export function isBotName(name: string): boolean {
  return (
    /^[\p{L}\p{N} ._'’-]{1,60}$/u.test(name) && /bot\b|\bbot|gpt\b|assistant\b|assistent\b|\bai\b|\bki\b/i.test(name)
  )
}
