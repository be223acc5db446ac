// Every format the app can read: one line each. Of equally certain ones the first wins.
import type { SourceAdapter } from '../source-adapter'
import { agentPlatform } from './agent-platform'
import { chatbaseV1 } from './chatbase-v1'
import { looseTranscript } from './loose-transcript'

export const ADAPTERS: readonly SourceAdapter[] = [agentPlatform, chatbaseV1, looseTranscript]
