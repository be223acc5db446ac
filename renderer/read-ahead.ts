// Reads the code of the other pages when the window has nothing else to do, so that each of them opens at once the first time, too.
import { useEffect } from 'react'
import { PAGES, type Page } from './pages'

/** The start comes first: its list and what it reads ahead for filters must not wait for pages nobody has asked for. Milliseconds. */
const AFTER_MS = 2_000

/** One page in each idle moment. */
export function useReadAhead(): void {
  useEffect(() => {
    let isOver = false
    const readFrom = (pages: readonly Page[]) => {
      const [page, ...others] = pages
      if (!page || isOver) return
      requestIdleCallback(() => {
        // What fails here is read again, and told, when the page is opened.
        void (page.read?.() ?? Promise.resolve()).catch(console.error).then(() => readFrom(others))
      })
    }
    const start = setTimeout(() => readFrom(PAGES), AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(start)
    }
  }, [])
}
