// The words that platforms use for roles, channels, statuses and sentiments, and what they mean here.
import type { Channel, Role, Sentiment, Status } from '../../shared/domain'

/** A word as it is looked up: lower case, letters and digits alone. `Widget or Iframe` and `widget_or_iframe` are one word. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function dictionary<T extends string>(entries: Readonly<Partial<Record<T, string>>>): ReadonlyMap<string, T> {
  const words = new Map<string, T>()
  for (const meaning of Object.keys(entries) as T[]) {
    for (const word of entries[meaning]?.split(' ') ?? []) words.set(word, meaning)
  }
  return words
}

/** Looks words up, each spelling worked out once. */
function reader<T extends string>(words: ReadonlyMap<string, T>): (word: string) => T | null {
  const known = new Map<string, T | null>()
  return (word) => {
    let meaning = known.get(word)
    if (meaning === undefined) {
      meaning = words.get(plainWord(word)) ?? null
      // A file with endless different words must not fill the memory.
      if (known.size > 10_000) known.clear()
      known.set(word, meaning)
    }
    return meaning
  }
}

/**
 * The role that a source's word means; null for a word that is not known. `agent` is the AI here, as in most exports of AI
 * platforms; help desks' human agents come as operator, admin, AGENT_MESSAGE and the like.
 */
export const roleOf = reader<Role>(
  dictionary({
    customer:
      'customer user client visitor enduser contact lead guest member shopper buyer consumer person caller requester usermessage' +
      ' humanmessage question query prompt incoming inbound received kunde kundin nutzer benutzer besucher cliente usuario client' +
      ' utilisateur visiteur',
    agent:
      'agent assistant bot ai aiagent chatbot apimessage botmessage aimessage assistantmessage model gpt llm outgoing outbound sent' +
      ' answer response reply completion aiassistant virtualassistant virtualagent fin assistent asistente robot',
    human:
      'human humanagent operator admin administrator teammate team support supportagent staff employee liveagent agentmessage' +
      ' representative rep manager moderator supervisor csr mitarbeiter agente',
    system:
      'system event note internalnote tool toolmessage function functionmessage info notification developer log activity action' +
      ' workflow automation trigger'
  })
)

/** The channel a source's word means; null for a word that is not known (the caller makes it `other`). */
export const channelOf = reader<Channel>(
  dictionary({
    widget:
      'widget widgetoriframe iframe web website webchat webwidget chat livechat chatwidget bubble embed embedded chatbasesite agentpage' +
      ' sharepage site inapp mobile app androidsdk iossdk sdk android ios centerstage conversation webapp page popup standalone webseite siteweb sitioweb',
    email: 'email mail emails',
    whatsapp: 'whatsapp whatsappbusiness wa',
    messenger: 'messenger facebook facebookmessenger fb fbmessenger facebookcomment',
    instagram: 'instagram ig instagramdm instagramcomment',
    slack: 'slack',
    phone: 'phone call voice telephone telephony phonecall voicecall telefon',
    sms: 'sms text textmessage twilio twiliosms mms',
    api: 'api rest restapi external serviceapi prediction internalapi explore apiv1 apiv2',
    helpdesk:
      'helpdesk zendesk zendeskmessaging salesforce intercom freshdesk hubspot ticket tickets support gorgias servicenow',
    search: 'search aisearch sitesearch askai',
    playground:
      'playground actionpreview qnapreview preview internal evaluation test testing debugger debug emulator console',
    other:
      'other telegram discord teams msteams microsoftteams line viber wechat shopify wordpress woocommerce custom tiktok x twitter'
  })
)

/** Channels whose conversations are tests, not customers. */
export const isTestChannel = (channel: Channel | null): boolean => channel === 'playground'

/** Where a source says a conversation stands; null for a word that is not known or says nothing. */
export const statusOf = reader<Status>(
  dictionary({
    open: 'open opened ongoing active new inprogress started waiting onyou oncustomer unresolved live running reopened normal offen',
    ended:
      'ended end closed close done complete completed finished archived cancelled canceled inactive expired geschlossen beendet',
    escalated:
      'escalated takenover takeover handoff handedoff handover handedover human humanagent agenttransfer transferred transfer triggered' +
      ' livechat routedtoteam eskaliert',
    resolved:
      'resolved solved assumedresolution assumedresolved confirmedresolution confirmedresolved airesolved autoresolved gelöst',
    paused: 'paused pause snoozed onhold hold pending pausiert'
  })
)

/** null for a word that is not known. */
export const sentimentOf = reader<Sentiment>(
  dictionary({
    positive: 'positive pos happy satisfied good verypositive joy 1 positiv',
    neutral: 'neutral neu mixed none ok 0',
    negative: 'negative neg unhappy angry frustrated dissatisfied bad verynegative anger sad negativ'
  })
)
