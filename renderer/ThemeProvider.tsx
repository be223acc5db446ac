// Light or dark by the settings, for every component below; dialogs and messages have their place here too.
import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { nonce } from './nonce'
import { theme } from './theme'
import { useSettings } from './use-settings'

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const { settings } = useSettings()
  const forced = settings.theme === 'system' ? {} : { forceColorScheme: settings.theme }
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce} {...forced}>
      <ModalsProvider>
        <Notifications position="bottom-right" limit={4} />
        {children}
      </ModalsProvider>
    </MantineProvider>
  )
}
