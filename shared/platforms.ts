// The platforms the app speaks with: their names, where they are, and what the API of each can do.

export const PLATFORMS = ['bookbag', 'chatbase', 'flowise', 'dify', 'generic'] as const
export type Platform = (typeof PLATFORMS)[number]

/** What a platform's API can do; what it cannot is said before it is missed. */
export interface Capabilities {
  /** Q&A pairs can be made, changed and taken back, and their training followed. */
  readonly pairs: boolean
  readonly feedback: boolean
  /** Citations come with conversations. */
  readonly citations: boolean
  /** A question can be put to the agent again; absent: it cannot. */
  readonly ask?: true
  /** Only what changed since the last sync has to be read. */
  readonly changes: boolean
  /** How a conversation is handed to people: one call, or a ticket for the customer's e-mail address and a pause; absent: not by API. */
  readonly handOff?: 'escalate' | 'ticket'
  /** Conversations can be deleted. */
  readonly deletion?: boolean
  /** Sentiment and topic are learned by asking for the conversations of each; a setting of the connection. */
  readonly labels: boolean
  /** Citations of weak answers are read one conversation at a time; a setting of the connection. */
  readonly grounds: boolean
  /** Reads the conversations of end users whose ids a person has to name. */
  readonly users: boolean
  /** Which conversations a sync sees: a sentence for people. */
  readonly coverage: string
  /** What the API does not give, sentences for people. */
  readonly limits: readonly string[]
}

export interface PlatformWords {
  readonly label: string
  /** null: a company's own; a person has to give it. */
  readonly baseUrl: string | null
  /** Of the API, where a person gives only the host. */
  readonly path: string
  /** Shows how a base address looks. */
  readonly example: string
  /** The platform gives its agents ids; otherwise an agent is known by its name, here and in files. */
  readonly hasAgentIds: boolean
  readonly capabilities: Capabilities
}

/** From the platforms' documents; what they are silent about counts as absent. */
export const PLATFORM_WORDS: Readonly<Record<Platform, PlatformWords>> = {
  bookbag: {
    label: 'Bookbag',
    baseUrl: 'https://app.bookbag.ai/api/v2',
    path: '/api/v2',
    example: 'https://app.bookbag.ai/api/v2',
    hasAgentIds: true,
    capabilities: {
      pairs: false,
      feedback: true,
      ask: true,
      citations: false,
      changes: true,
      labels: false,
      grounds: true,
      users: false,
      coverage: 'All conversations of its agents.',
      limits: [
        'Q&A pairs cannot be sent: Bookbag’s API has no place for them. Export the pairs and enter them in its dashboard.',
        'A conversation cannot be handed off through the API: the app copies a ready text and opens the page.',
        'Conversations cannot be deleted through the API; the dashboard can, in the danger zone of the agent.',
        'Citations do not come with conversations; those of weak answers are read one conversation at a time.',
        'Sentiment and topics do not come through the API; an export from the dashboard may hold them.'
      ]
    }
  },
  chatbase: {
    label: 'Chatbase',
    baseUrl: 'https://www.chatbase.co/api/v2',
    path: '/api/v2',
    example: 'https://www.chatbase.co/api/v2',
    hasAgentIds: true,
    capabilities: {
      pairs: true,
      feedback: true,
      ask: true,
      citations: false,
      changes: true,
      handOff: 'ticket',
      labels: true,
      grounds: false,
      users: false,
      coverage:
        'All conversations with the first sync and with “Read everything again”; changes, sentiment and topics of conversations of the last 12 months.',
      limits: [
        'Thumbs given later are noticed once a day for conversations of the last 14 days.',
        'Citations do not come through the API. Topics are found for the names that are known here or that you list.',
        'The text of pairs that exist on the platform cannot be read, only their names.',
        'A hand-off is a ticket, which needs the customer’s e-mail address and cannot name the conversation, and a pause of the agent.',
        'Pinning a pair and deleting conversations are not possible through the API.'
      ]
    }
  },
  flowise: {
    label: 'Flowise',
    baseUrl: null,
    path: '/api/v1',
    example: 'https://flowise.example/api/v1',
    hasAgentIds: true,
    capabilities: {
      pairs: false,
      feedback: true,
      citations: true,
      changes: true,
      labels: false,
      grounds: false,
      users: false,
      coverage: 'All conversations of its chatflows that belong to a session.',
      limits: [
        'Q&A pairs cannot be sent: Flowise has no place for them. Export the pairs and add them to a document store.',
        'The API key needs the permissions to view chatflows and their messages.',
        'Flowise keeps no confidence, sentiment or topics.',
        'A thumb can be set and turned, but not taken away again.'
      ]
    }
  },
  dify: {
    label: 'Dify',
    baseUrl: 'https://api.dify.ai/v1',
    path: '/v1',
    example: 'https://dify.example/v1',
    hasAgentIds: false,
    capabilities: {
      pairs: false,
      feedback: true,
      citations: true,
      changes: true,
      labels: false,
      grounds: false,
      users: true,
      coverage: 'API conversations only, and only those of the end users named in the settings of the connection.',
      limits: [
        'One API key is one app: connect each app by itself.',
        'Conversations of Dify’s own web app and widget do not come through its API; export its messages and import the file.',
        'The API shows one end user’s conversations at a time and does not tell who there is: name the ids that your integration sends as “user”.',
        'Q&A pairs are not sent: a Dify annotation holds one question. Export the pairs and enter them as annotations.',
        'A thumb from here counts as the end user’s own.'
      ]
    }
  },
  generic: {
    label: 'Own gateway (Agent API v2)',
    baseUrl: null,
    path: '/api/v2',
    example: 'https://gateway.example/api/v2',
    hasAgentIds: true,
    capabilities: {
      pairs: true,
      feedback: true,
      ask: true,
      citations: true,
      changes: true,
      handOff: 'escalate',
      deletion: true,
      labels: false,
      grounds: false,
      users: false,
      coverage: 'All conversations that the gateway shows of its agents.',
      limits: ['Pinning a pair is not possible through the API.']
    }
  }
}
