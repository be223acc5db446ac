// The marks of a transcript's overview: where something is, and what.

export interface TranscriptMark {
  /** The message's position, 0-based. */
  readonly index: number
  /** `annotated`: a person put a note, tag, flag, verdict, issue or Q&A pair on the message. */
  readonly kind: 'thumbs-down' | 'low-confidence' | 'annotated'
}
