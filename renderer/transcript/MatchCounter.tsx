// "3 of 12" with the way to the match before and after. Status "Match".
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import classes from './transcript.module.css'

export function MatchCounter({
  current,
  total,
  onStep
}: {
  /** 0-based; null: none shown yet. */
  readonly current: number | null
  readonly total: number
  onStep(by: 1 | -1): void
}) {
  return (
    <div className={classes.matches}>
      <output aria-label="Match">
        {total === 0
          ? 'No match in this conversation'
          : `${((current ?? 0) + 1).toLocaleString()} of ${total.toLocaleString()}`}
      </output>
      {total > 0 && (
        <>
          <span className={classes.muted}>matching messages</span>
          <span className={classes.spacer} />
          <Tooltip label="Previous match (N)">
            <ActionIcon size="sm" aria-label="Previous match" onClick={() => onStep(-1)}>
              <IconChevronUp size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Next match (n)">
            <ActionIcon size="sm" aria-label="Next match" onClick={() => onStep(1)}>
              <IconChevronDown size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </div>
  )
}
