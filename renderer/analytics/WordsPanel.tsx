// Words that customers used on one side more than on the other, each with its conversations on both.
import { Table } from '@mantine/core'
import type { KeyWord, KeyWords } from '../../shared/analytics'
import type { AppError } from '../../shared/errors'
import type { Format } from '../components/format'
import classes from './analytics.module.css'
import { countFigure, decimal, type OpenFigure } from './chart-data'
import { sideShare } from './compare-data'
import type { Sides } from './compare-sides'
import { FigureLink } from './FigureTable'
import { Failed, Waiting } from './States'

interface WordsPanelProps {
  readonly words: KeyWords | undefined
  readonly error: AppError | null
  readonly sides: Sides
  readonly format: Format
  readonly onOpen: OpenFigure
}

export function WordsPanel({ words, error, sides, format, onOpen }: WordsPanelProps) {
  if (error) return <Failed error={error} />
  if (!words) return <Waiting what="Reading what customers said" />
  const isPart = words.readA < words.conversationsA || words.readB < words.conversationsB
  return (
    <section className={classes.panel} aria-label="Words that tell them apart">
      <header className={classes.panelHead}>
        <h3>Words that tell them apart</h3>
      </header>
      <p className={classes.note}>
        Words of customers, by log-likelihood ratio (Dunning 1993): only those whose difference comes by chance less
        than once in ten thousand times (15.13). Counts are conversations.
        {isPart &&
          ` Looked for in ${format.number(words.readA)} and ${format.number(words.readB)} conversations, evenly spread; counted in all.`}
      </p>
      <div className={classes.grid}>
        <WordTable
          title={`More in “${sides.a.name}”`}
          list={words.moreInA}
          words={words}
          sides={sides}
          format={format}
          onOpen={onOpen}
        />
        <WordTable
          title={`More in “${sides.b.name}”`}
          list={words.moreInB}
          words={words}
          sides={sides}
          format={format}
          onOpen={onOpen}
        />
      </div>
    </section>
  )
}

interface WordTableProps extends Omit<WordsPanelProps, 'words' | 'error'> {
  readonly title: string
  readonly list: readonly KeyWord[]
  readonly words: KeyWords
}

function WordTable({ title, list, words, sides, format, onOpen }: WordTableProps) {
  const link = (hits: number, of: number, { word, filter }: KeyWord, side: 'a' | 'b') => (
    <>
      <FigureLink
        figure={{ ...countFigure(hits, filter, format), within: sides[side].query }}
        what={`${word}, ${sides[side].name}`}
        onOpen={onOpen}
      />{' '}
      <span className={classes.of}>{sideShare(hits, of, format)}</span>
    </>
  )
  if (list.length === 0) return <p className={classes.nothing}>{title}: no word stands out.</p>
  return (
    <Table.ScrollContainer minWidth={300} maxHeight={360}>
      <Table className={classes.table} aria-label={title} verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{title}</Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {sides.a.name}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {sides.b.name}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              Score
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((one) => (
            <Table.Tr key={one.word}>
              <Table.Th scope="row" className={classes.rowHead}>
                <bdi>{one.word}</bdi>
              </Table.Th>
              <Table.Td className={classes.number}>{link(one.a, words.conversationsA, one, 'a')}</Table.Td>
              <Table.Td className={classes.number}>{link(one.b, words.conversationsB, one, 'b')}</Table.Td>
              <Table.Td className={classes.number}>{decimal(one.score, format)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
