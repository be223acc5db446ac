// Review sets: the list of them, or the one that is being worked on.
import { Loader } from '@mantine/core'
import { useContract } from '../api'
import { FocusLayout } from './FocusLayout'
import { ReviewSets } from './ReviewSets'
import { useOpenReview } from './use-open-review'

export function ReviewPage() {
  const { set: open, close } = useOpenReview()
  const sets = useContract('review.sets', undefined, { tables: ['review'] })
  if (open === undefined || (open !== null && sets.data === undefined)) return <Loader m="md" size="sm" />
  const set = sets.data?.find((one) => one.id === open)
  return set ? <FocusLayout key={set.id} set={set} onClose={close} /> : <ReviewSets />
}
