// The text of a message: answers as safe Markdown, everything else as it was written. Very long texts are folded.
import { Component, memo, type ReactNode, useMemo, useState } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import type { Message } from '../../shared/domain'
import { Highlighted } from './Highlighted'
import {
  type FindHits,
  isOrdinaryMarkdown,
  rehypeHtmlAsText,
  rehypeMarkHits,
  rehypePicturesAsLinks,
  rehypeShade,
  SANITIZE,
  type Shade
} from './markdown-plugins'
import { SafeLink } from './SafeLink'
import textClasses from './text.module.css'
import classes from './transcript.module.css'

/** Longer texts are folded to this much until asked for. */
const FOLD_AT = 20_000

const COMPONENTS: Components = {
  a: ({ href, children }) => <SafeLink url={href}>{children}</SafeLink>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also by keyboard
    <section className={textClasses.tableScroll} aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  )
}

export const MessageText = memo(function MessageText({
  message,
  find,
  shade = null
}: {
  readonly message: Pick<Message, 'role' | 'text' | 'format'>
  readonly find: FindHits | null
  readonly shade?: Shade | null
}) {
  const [unfolded, setUnfolded] = useState(false)
  const { text } = message
  const holdsLateHit = useMemo(
    () => text.length > FOLD_AT && (find?.(text) ?? []).some((hit) => hit.end > FOLD_AT),
    [text, find]
  )
  const folded = text.length > FOLD_AT && !unfolded && !holdsLateHit
  const plain = (
    <div className={textClasses.plain} dir="auto">
      <Highlighted text={folded ? text.slice(0, FOLD_AT) : text} find={find} shade={shade?.findAll ?? null} />
    </div>
  )
  const isMarkdown = message.role !== 'customer' && message.format === 'markdown' && isOrdinaryMarkdown(text)
  return (
    <>
      {isMarkdown && !folded ? (
        <PlainOnFailure fallback={plain}>
          <MarkdownText text={text} find={find} shade={shade} />
        </PlainOnFailure>
      ) : (
        plain
      )}
      {folded && (
        <button type="button" className={classes.more} onClick={() => setUnfolded(true)}>
          Show all {text.length.toLocaleString()} characters
        </button>
      )}
    </>
  )
})

/** Markdown without HTML, pictures or addresses other than http and https. */
export function MarkdownText({
  text,
  find,
  shade = null
}: {
  readonly text: string
  readonly find: FindHits | null
  /** What stands in no cited source is shaded. */
  readonly shade?: Shade | null
}) {
  const rehypePlugins = useMemo(
    () => [
      rehypeHtmlAsText,
      rehypePicturesAsLinks,
      [rehypeSanitize, SANITIZE] satisfies [typeof rehypeSanitize, typeof SANITIZE],
      ...(shade ? [rehypeShade(shade)] : []),
      ...(find ? [rehypeMarkHits(find)] : [])
    ],
    [find, shade]
  )
  return (
    <div className={textClasses.markdown} dir="auto">
      <Markdown remarkPlugins={REMARK_PLUGINS} rehypePlugins={rehypePlugins} components={COMPONENTS}>
        {text}
      </Markdown>
    </div>
  )
}

const REMARK_PLUGINS = [remarkGfm]

/** Markdown nested deeper than the parser can follow is shown as it was written. */
class PlainOnFailure extends Component<
  { readonly children: ReactNode; readonly fallback: ReactNode },
  { readonly failed: boolean }
> {
  override state: { readonly failed: boolean } = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
