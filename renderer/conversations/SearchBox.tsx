// The search box: text and `key:value` terms, run while they are typed, completed from the keys and from the data.
// Combobox "Search conversations".
import { CloseButton, Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import { commandHint, useCommand, useCommands } from '../commands'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { useFieldWords, useShown } from '../shown-words'
import { useSettings } from '../use-settings'
import classes from './SearchBox.module.css'
import { SearchProblems } from './SearchProblems'
import { SyntaxHelp } from './SyntaxHelp'
import { complete, pieceAt } from './search-completion'
import { type Suggestion, useSuggestions } from './use-suggestions'

interface SearchBoxProps {
  readonly active: boolean
  /** The answer is being waited for. */
  readonly slow: boolean
}

/** Recent searches kept; older ones are forgotten. */
const MAX_RECENT = 20

export const SearchBox = memo(function SearchBox({ active, slow }: SearchBoxProps) {
  const { query, text, problems, unfinished, setText } = useCurrentQuery()
  const hasProblems = problems.length > 0 && !unfinished
  const { settings, change } = useSettings()
  const { run } = useCommands()
  const input = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState(0)
  const shown = useShown()
  const field = useFieldWords(text)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const suggestions = useSuggestions(
    { text, caret, opened: combobox.dropdownOpened, recent: settings.recentSearches, agentId: query.agentId },
    useFormat()
  )

  useSpeakAfterPause(unfinished, text, () => setText(text, false))
  useCommand('search.focus', () => input.current?.select(), active)
  useCommand('search.clear', () => setText('', false), active && text !== '')

  const remember = () => {
    const search = text.trim()
    if (!search || problems.length > 0) return
    const others = settings.recentSearches.filter((recent) => recent !== search)
    change({ recentSearches: [search, ...others].slice(0, MAX_RECENT) })
  }
  const take = (suggestion: Suggestion) => {
    const piece = pieceAt(text, caret)
    const next =
      suggestion.kind === 'recent' || !piece
        ? { text: suggestion.value, caret: suggestion.value.length }
        : complete(text, piece, suggestion.value)
    setText(next.text, suggestion.kind === 'key')
    setCaret(next.caret)
    // A key wants its value next; anything else is done.
    if (suggestion.kind !== 'key') combobox.closeDropdown()
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      if (combobox.dropdownOpened) combobox.closeDropdown()
      else {
        // Back to the list with the search as it is: what was typed is not thrown away by a key.
        input.current?.blur()
        run('list.focus')
      }
    } else if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
      setText(text, false)
      remember()
      combobox.closeDropdown()
    }
  }
  return (
    <div className={classes.box}>
      <Combobox
        store={combobox}
        onOptionSubmit={(id) => {
          const chosen = suggestions.find((s) => s.id === id)
          if (chosen) take(chosen)
        }}
        shadow="md"
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            role="combobox"
            aria-label="Search conversations"
            aria-autocomplete="list"
            aria-invalid={hasProblems}
            aria-describedby={hasProblems ? 'search-problems' : undefined}
            placeholder="Search: words, “a phrase”, channel:email, confidence:low…"
            title={commandHint('search.focus')}
            size="sm"
            className={classes.input}
            spellCheck={false}
            autoComplete="off"
            leftSection={slow ? <Loader size={14} /> : <IconSearch size={15} />}
            rightSection={
              text === '' ? null : (
                <CloseButton size="sm" aria-label="Clear the search" onClick={() => setText('', false)} />
              )
            }
            value={field.value}
            onChange={(event) => {
              setText(event.currentTarget.value, true)
              setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length)
              combobox.openDropdown()
              combobox.resetSelectedOption()
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onFocus={(event) => {
              field.onFocus(event)
              if (text === '') combobox.openDropdown()
            }}
            onClick={() => combobox.openDropdown()}
            onBlur={() => {
              field.onBlur()
              combobox.closeDropdown()
              if (unfinished) setText(text, false)
              remember()
            }}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={suggestions.length === 0}>
          <Combobox.Options mah={320} className={classes.options} aria-label="Suggestions">
            {suggestions.map((suggestion) => (
              <Combobox.Option key={suggestion.id} value={suggestion.id} className={classes.option}>
                <span className={classes.value}>
                  {suggestion.kind === 'key' ? `${suggestion.value}:` : shown(suggestion.value)}
                </span>
                <span className="muted numbers">{suggestion.hint}</span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <SyntaxHelp />
      {hasProblems && <SearchProblems id="search-problems" />}
    </div>
  )
})

/** A person who has stopped typing for this long wants to know what is missing, in milliseconds. */
const PAUSE_MS = 1_200

function useSpeakAfterPause(unfinished: boolean, text: string, speak: () => void): void {
  const latest = useRef(speak)
  useEffect(() => {
    latest.current = speak
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key starts the pause anew
  useEffect(() => {
    if (!unfinished) return
    const timer = setTimeout(() => latest.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [unfinished, text])
}
