// A chart on screen: drawn by the library, its points reached by pointer and by arrow keys, each opening what it counts.
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import classes from './analytics.module.css'
import type { ChartData, OpenFigure } from './chart-data'
import { type EChartsType, init } from './chart-library'
import { type ChartKind, chartOption, pointWords, themeColours } from './chart-option'

interface ChartProps {
  readonly data: ChartData
  readonly kind: ChartKind
  /** In pixels. */
  readonly height: number
  readonly onOpen: OpenFigure
}

export function Chart({ data, kind, height, onOpen }: ChartProps) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const [current, setCurrent] = useState(0)
  const open = (index: number) => {
    const figure = data.points[index]?.figures.find(({ filter }) => filter !== null)
    if (figure?.filter) onOpen(figure.filter, figure.within)
  }
  const openLatest = useRef(open)
  useEffect(() => {
    openLatest.current = open
  })

  useEffect(() => {
    const box = element.current
    if (!box) return
    const made = init(box, undefined, { renderer: 'svg' })
    chart.current = made
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box)
    // A click anywhere in the column of a point: small bars are hard to hit.
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      const place = [offsetX, offsetY]
      if (!made.containPixel('grid', place)) return
      const at = made.convertFromPixel('grid', place)
      const index = Array.isArray(at) ? at[lying.current ? 1 : 0] : undefined
      if (index !== undefined) openLatest.current(Math.round(index))
    })
    return () => {
      watcher.disconnect()
      chart.current = null
      made.dispose()
    }
  }, [])

  const lying = useRef(kind === 'rows')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes the colours that are read
  useEffect(() => {
    lying.current = kind === 'rows'
    chart.current?.setOption(chartOption(data, kind, themeColours()), { notMerge: true })
  }, [data, kind, scheme])

  const last = data.points.length - 1
  const at = Math.max(0, Math.min(current, last))
  const move = (to: number) => {
    const next = Math.max(0, Math.min(to, last))
    setCurrent(next)
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next })
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.chart}
      aria-label={`${data.title}, chart`}
      aria-orientation={kind === 'rows' ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at}
      aria-valuetext={pointWords(data, at)}
      onFocus={(event) => {
        // By key only: a click shows the point it meets.
        if (event.currentTarget.matches(':focus-visible')) move(at)
      }}
      onBlur={() => chart.current?.dispatchAction({ type: 'hideTip' })}
      onKeyDown={(event) => {
        const step = stepOf(event.key, at, last)
        if (step !== null) move(step)
        else if (event.key === 'Enter') open(at)
        else return
        event.preventDefault()
      }}
    >
      <div ref={element} className={classes.canvas} style={{ height }} />
    </div>
  )
}

/** The point that a key goes to; null for other keys. */
function stepOf(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return at + 1
    case 'ArrowLeft':
    case 'ArrowUp':
      return at - 1
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
