// What is wrong with the text in the search box: the piece underlined, the reason, and the guess as a button.
import { Button } from '@mantine/core'
import { useCurrentQuery } from '../current-query'
import classes from './SearchBox.module.css'

export function SearchProblems({ id }: { readonly id: string }) {
  const { text, problems, setText } = useCurrentQuery()
  return (
    <ul id={id} className={classes.problems} aria-live="polite">
      {problems.map(({ start, end, message, suggestion }) => {
        const piece = text.slice(start, end).trim()
        return (
          <li key={`${start} ${message}`}>
            {piece && <span className={classes.piece}>{piece}</span>} {message}{' '}
            {suggestion !== undefined && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setText(text.slice(0, start) + suggestion + text.slice(end), false)}
              >
                Use “{suggestion}”
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
