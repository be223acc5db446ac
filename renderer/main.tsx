// Starts the window: libraries told of the nonce, data client, theme, the app.
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './styles.css'
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './App'
import { AskAgainProvider } from './ask-again/ask-again'
import { CommandsProvider } from './commands'
import { CurrentQueryProvider } from './current-query'
import { NavigationProvider } from './navigation'
import { nonce } from './nonce'
import { ImproveProvider } from './qa-pairs/improve'
import { ReviewTargetProvider } from './review/review-target'
import { ThemeProvider } from './ThemeProvider'
import { CurrentViewProvider } from './views/current-view'

// zod otherwise probes `new Function`, which the content security policy reports.
z.config({ jitless: true })
// The scroll lock of dialogs and menus writes a style element.
setNonce(nonce)

// What changed is drawn in the same task: a key must not wait behind timers.
notifyManager.setScheduler(queueMicrotask)

const client = new QueryClient({
  // Calls to the next process do not depend on the network.
  defaultOptions: {
    queries: { networkMode: 'always', refetchOnWindowFocus: false, retry: false, staleTime: Number.POSITIVE_INFINITY },
    mutations: { networkMode: 'always', retry: false }
  }
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ThemeProvider>
          <NavigationProvider>
            <CurrentQueryProvider>
              <CommandsProvider>
                <CurrentViewProvider>
                  <ReviewTargetProvider>
                    <ImproveProvider>
                      <AskAgainProvider>
                        <App />
                      </AskAgainProvider>
                    </ImproveProvider>
                  </ReviewTargetProvider>
                </CurrentViewProvider>
              </CommandsProvider>
            </CurrentQueryProvider>
          </NavigationProvider>
        </ThemeProvider>
      </QueryClientProvider>
    </StrictMode>
  )
