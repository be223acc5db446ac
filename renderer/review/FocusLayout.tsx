// Reviewing one item after another: queue rail, transcript at the reason, scorecard. Input is locked until the item is painted.
import { Button, Progress, Switch, Text } from '@mantine/core'
import { useMemo } from 'react'
import { EVERYTHING } from '../../shared/query/query'
import type { ReviewSet } from '../../shared/review-set'
import { useCommand } from '../commands'
import { readQuery } from '../show-conversations'
import { useShown } from '../shown-words'
import { useSettings } from '../use-settings'
import { FocusItem } from './FocusItem'
import classes from './focus.module.css'
import { HoldKeys } from './HoldKeys'
import { QueueRail, useItems } from './QueueRail'
import { SetSummary } from './SetSummary'
import { useFocusQueue } from './use-focus-queue'

export function FocusLayout({ set, onClose }: { readonly set: ReviewSet; onClose(): void }) {
  const { settings, change } = useSettings()
  const queue = useFocusQueue(set)
  const { position } = queue
  const shown = useShown()
  const query = useMemo(() => readQuery(set.query) ?? EVERYTHING, [set.query])
  const item = useItems(set, position ?? 0, (position ?? 0) + 1)(position ?? 0)
  useCommand('review.next', () => position !== null && queue.goTo(position + 1))
  useCommand('review.back', () => queue.goTo(position === null ? set.total - 1 : position - 1))

  return (
    <div className={classes.layout} data-review-focus>
      <header className={classes.head}>
        <h1 className={classes.title} title={shown(set.queryWords)}>
          {shown(set.name)}
        </h1>
        <Text size="xs" className="numbers" role="status" aria-label="Review progress">
          {set.decided.toLocaleString()} of {set.total.toLocaleString()} reviewed
        </Text>
        <Progress
          className={classes.progress}
          size="sm"
          value={(set.decided / Math.max(1, set.total)) * 100}
          aria-label={`Progress of ${shown(set.name)}`}
        />
        <Switch
          label="Auto-advance"
          checked={settings.autoAdvance}
          onChange={(event) => change({ autoAdvance: event.currentTarget.checked })}
        />
        <Button size="compact-xs" variant="default" disabled={position === null} onClick={() => queue.goTo(null)}>
          Summary
        </Button>
        <Button size="compact-xs" variant="default" onClick={onClose}>
          Close review
        </Button>
      </header>
      <div className={classes.body}>
        <QueueRail set={set} position={position} onGoTo={queue.goTo} />
        {position === null ? (
          <div className={classes.end}>
            <SetSummary set={set} />
            {set.decided < set.total && (
              <Button mt="md" onClick={() => queue.goTo(set.resumeAt)}>
                Go on with item {(set.resumeAt + 1).toLocaleString()}
              </Button>
            )}
          </div>
        ) : item ? (
          <FocusItem key={item.position} set={set} item={item} query={query} queue={queue} />
        ) : (
          <HoldKeys queue={queue} />
        )}
      </div>
    </div>
  )
}
