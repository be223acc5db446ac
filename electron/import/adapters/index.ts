// Every format the app can read: one line each. Of equally certain ones the first wins.
import type { SourceAdapter } from '../source-adapter'
import { agentPlatform } from './agent-platform'
import { anythingllmChats, anythingllmExport, anythingllmHistory } from './anythingllm'
import { anythingllmCsv } from './anythingllm-csv'
import { botpress } from './botpress'
import { chatbaseV1 } from './chatbase-v1'
import { chatling } from './chatling'
import { customgpt } from './customgpt'
import { difyFeedback } from './dify-feedback'
import { difyFeedbackCsv } from './dify-feedback-csv'
import { difyMessages } from './dify-messages'
import { docsbotConversations } from './docsbot-conversations'
import { docsbotQuestions } from './docsbot-questions'
import { flowiseExport } from './flowise-export'
import { flowiseMessages } from './flowise-messages'
import { genericJson } from './generic-json'
import { genericTable } from './generic-table'
import { intercom } from './intercom'
import { intercomCsv } from './intercom-csv'
import { langfuse } from './langfuse'
import { looseTranscript } from './loose-transcript'
import { openWebui } from './open-webui'
import { openaiMessages } from './openai-messages'
import { ownExport } from './own-export'
import { ownMessagesCsv } from './own-messages-csv'
import { platformCsv } from './platform-csv'
import { sitegpt } from './sitegpt'
import { sitespeak } from './sitespeak'
import { sqliteAnythingllm } from './sqlite-anythingllm'
import { sqliteFlowise } from './sqlite-flowise'
import { sqliteOpenWebui } from './sqlite-open-webui'
import { typebotCsv } from './typebot-csv'
import { voiceflow } from './voiceflow'
import { wonderchat } from './wonderchat'
import { yourgpt } from './yourgpt'

export const ADAPTERS: readonly SourceAdapter[] = [
  ownExport,
  ownMessagesCsv,
  agentPlatform,
  chatbaseV1,
  docsbotQuestions,
  docsbotConversations,
  sitegpt,
  sitespeak,
  wonderchat,
  chatling,
  yourgpt,
  customgpt,
  voiceflow,
  botpress,
  intercom,
  difyMessages,
  difyFeedback,
  flowiseMessages,
  flowiseExport,
  anythingllmExport,
  anythingllmChats,
  anythingllmHistory,
  openWebui,
  langfuse,
  openaiMessages,
  sqliteFlowise,
  sqliteAnythingllm,
  sqliteOpenWebui,
  looseTranscript,
  anythingllmCsv,
  difyFeedbackCsv,
  intercomCsv,
  typebotCsv,
  platformCsv,
  genericTable,
  genericJson
]
