// The index over every question ever asked, built once in slices and again when data changes; whoever asks first waits for it, others too.
import type { AskedQuestions, AskedStore } from './asked-questions'
import { createPause } from './pause'
import { buildQuestionIndex, type QuestionIndex } from './question-index'
import type { AskedQuestion } from './read-questions'

export interface IndexedQuestions {
  /** Of the data as of now. Rejects when `signal` aborts; the building goes on for the next who asks. */
  current(
    signal: AbortSignal
  ): Promise<{ readonly questions: AskedQuestions; readonly index: QuestionIndex<AskedQuestion> }>
}

export function createIndexedQuestions(asked: AskedStore): IndexedQuestions {
  let indexed: { readonly version: number; readonly index: QuestionIndex<AskedQuestion> } | null = null
  let building: Promise<void> | null = null

  async function build(): Promise<void> {
    // Without the signal of who asked first: others wait for the same index.
    const pause = createPause()
    const questions = await asked.current(pause)
    if (indexed?.version === questions.version) return
    const index = await buildQuestionIndex(questions.all, pause)
    indexed = { version: questions.version, index }
  }

  return {
    async current(signal) {
      if (!indexed || !asked.isCurrent(indexed.version)) {
        building ??= build().finally(() => {
          building = null
        })
        await building
      }
      signal.throwIfAborted()
      const questions = await asked.current(createPause(signal))
      if (!indexed) throw new Error('the index of questions was not built')
      return { questions, index: indexed.index }
    }
  }
}
