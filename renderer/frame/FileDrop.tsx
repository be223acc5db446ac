// Files dropped anywhere on the window open the import dialog.
import { useEffect, useState } from 'react'
import { useNavigation } from '../navigation'
import classes from './FileDrop.module.css'

export function FileDrop() {
  const { openImport } = useNavigation()
  const [over, setOver] = useState(false)

  useEffect(() => {
    // Drags enter and leave every element on their way: only the balance tells whether they are still over the window.
    let depth = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const set = (next: number) => {
      depth = Math.max(0, next)
      setOver(depth > 0)
    }
    const enter = (event: DragEvent) => hasFiles(event) && set(depth + 1)
    const leave = (event: DragEvent) => hasFiles(event) && set(depth - 1)
    const dragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      set(0)
      // A dropzone of a dialog has taken it already.
      if (event.defaultPrevented) return
      event.preventDefault()
      const paths = [...(event.dataTransfer?.files ?? [])].map((file) => window.bridge.pathOf(file)).filter(Boolean)
      if (paths.length > 0) openImport(paths)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', dragOver)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', dragOver)
      window.removeEventListener('drop', drop)
    }
  }, [openImport])

  return over ? <div className={classes.overlay}>Drop files to import them</div> : null
}
