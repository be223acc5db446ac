// What is wrong with the text in the search box: the piece underlined, the reason, and the guess as a button.
import { Button } from '@mantine/core'
import { useCurrentQuery } from '../current-query'
import { useShown } from '../shown-words'
import classes from './SearchBox.module.css'

export function SearchProblems({ id }: { readonly id: string }) {
  const { text, problems, setText } = useCurrentQuery()
  const shown = useShown()
  return (
    <ul id={id} className={classes.problems} aria-live="polite">
      {problems.map(({ start, end, message, suggestion }) => {
        const piece = text.slice(start, end).trim()
        return (
          <li key={`${start} ${message}`}>
            {piece && <span className={classes.piece}>{shown(piece)}</span>} {shown(message)}{' '}
            {suggestion !== undefined && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setText(text.slice(0, start) + suggestion + text.slice(end), false)}
              >
                Use “{shown(suggestion)}”
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
