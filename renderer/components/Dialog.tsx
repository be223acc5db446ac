// A dialog that is there as long as it is drawn: whoever shows it draws it, and the focus goes back to where it was when it is gone.
import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

// Mantine gives the focus back when `opened` changes; one that is taken away whole never gets to that.
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before]
  )
  return <Modal opened {...props} />
}
