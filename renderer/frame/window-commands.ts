// The commands of the window as a whole: pages, import, theme, about; and what the shell tells the window.
import { useComputedColorScheme } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect } from 'react'
import { AppError } from '../../shared/errors'
import { call, useEventListener } from '../api'
import { useCommand } from '../commands'
import { useNavigation } from '../navigation'
import { showError, showMessage } from '../notify'
import { useSettings } from '../use-settings'

export function useWindowCommands(): void {
  const { goTo, openImport, openConversation } = useNavigation()
  const { settings, change } = useSettings()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })

  useCommand('import.open', () => openImport())
  useCommand('page.conversations', () => goTo('conversations'))
  useCommand('mask.toggle', () => change({ masked: !settings.masked }))
  useCommand('page.suggestions', () => goTo('suggestions'))
  useCommand('page.qaPairs', () => goTo('qa-pairs'))
  useCommand('page.review', () => goTo('review'))
  useCommand('page.issues', () => goTo('issues'))
  useCommand('page.history', () => goTo('history'))
  useCommand('page.analytics', () => goTo('analytics'))
  useCommand('page.sources', () => goTo('sources'))
  useCommand('settings.open', () => goTo('settings'))
  useCommand('theme.toggle', () => change({ theme: scheme === 'dark' ? 'light' : 'dark' }))
  useCommand('help.about', () => void showAbout())

  useEventListener('files.opened', ({ files }) => openImport(files))
  useEventListener('workspace.changed', () => openConversation(null))
  useEventListener('process.restarted', ({ message }) => showMessage(message))
  useEventListener('problem.happened', ({ message, detail }) => showError(new AppError('internal', message, detail)))
  useEffect(() => {
    // Files that came before the window was there.
    call('app.filesToOpen', undefined).then((files) => {
      if (files.length > 0) openImport(files)
    }, showError)
  }, [openImport])
}

async function showAbout(): Promise<void> {
  try {
    const { version, electron, platform } = await call('app.about', undefined)
    modals.open({
      title: 'About Chatlog Desk',
      children: `Version ${version}, Electron ${electron}, ${platform}. Reads and improves what an AI support agent really said.`
    })
  } catch (error) {
    showError(error)
  }
}
