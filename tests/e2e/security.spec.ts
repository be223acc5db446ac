// Let no one in: each point of the Electron security checklist, tried on the running app. Each test fails when its lock is undone.
// long because: one test a point of the checklist, on one running app.
/// <reference path="../../renderer/bridge.d.ts" />
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp
/** A server on loopback that nothing may ever reach. */
let server: Server
let outside: string
let reached: string[] = []

test.beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('<title>outside</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
test.afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

test.beforeEach(async () => {
  reached = []
  launched = await launch()
  await launched.page.waitForFunction(() => 'bridge' in window)
})
test.afterEach(async () => {
  await launched.close()
})

test('the page is sandboxed, isolated, without Node, with web security', async () => {
  const { app, page } = launched
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Not in the typings; it gives the preferences in force, defaults included.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false
  })
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in globalThis)
  )
  expect(found).toEqual([])
})

test('the window gets four functions and nothing behind them', async () => {
  const { page } = launched
  expect(await page.evaluate(() => Object.keys(window.bridge))).toEqual(['invoke', 'cancel', 'subscribe', 'pathOf'])
  const swapped = await page.evaluate(() => {
    const real = window.bridge
    try {
      Object.assign(window, { bridge: 'mine' })
    } catch {
      // Read-only: that is the point.
    }
    return window.bridge !== real
  })
  expect(swapped).toBe(false)
})

test('inline scripts, eval, inline handlers and foreign styles do not run', async () => {
  const { page } = launched
  const ran = await page.evaluate(async () => {
    const world = globalThis as Record<string, unknown>
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    const data = document.createElement('script')
    data.src = 'data:text/javascript,window.dataRan=true'
    document.head.append(data)
    const box = document.createElement('div')
    box.innerHTML =
      '<img src="app://bundle/none.png" onerror="window.handlerRan = true"><b style="color: rgb(1, 2, 3)">x</b>'
    document.body.append(box)
    const style = document.createElement('style')
    style.textContent = 'body { --stolen: yes }'
    document.head.append(style)
    // In a task of the page itself: the test's own evaluation is not bound by the policy.
    const evalRan = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(Boolean(Function('return 1')()))
        } catch {
          resolve(false)
        }
      }, 200)
    })
    return {
      inline: 'inlineRan' in world,
      data: 'dataRan' in world,
      handler: 'handlerRan' in world,
      eval: evalRan,
      styled: getComputedStyle(box.querySelector('b') as Element).color === 'rgb(1, 2, 3)',
      stolen: getComputedStyle(document.body).getPropertyValue('--stolen') !== ''
    }
  })
  expect(ran).toEqual({ inline: false, data: false, handler: false, eval: false, styled: false, stolen: false })
})

test('the policy allows nothing inline and gives each load a nonce of its own', async () => {
  const policies = await launched.app.evaluate(async ({ session }) => {
    const load = async () => (await session.defaultSession.fetch('app://bundle/index.html')).headers
    return [await load(), await load()].map((headers) => headers.get('content-security-policy') ?? '')
  })
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  }
  const nonces = policies.map((policy) => /'nonce-([^']{16,})'/.exec(policy)?.[1])
  expect(nonces[0]).toBeTruthy()
  expect(nonces[0]).not.toBe(nonces[1])
})

test('the page reaches nothing outside: no fetch, picture, script, style, frame, socket, beacon, worker, form', async () => {
  const { page } = launched
  const results = await page.evaluate(async (there) => {
    const settled = (element: HTMLElement) =>
      new Promise<string>((resolve) => {
        element.addEventListener('load', () => resolve('loaded'))
        element.addEventListener('error', () => resolve('blocked'))
        setTimeout(() => resolve('blocked'), 500)
      })
    const add = (name: string, attributes: Record<string, string>) => {
      const element = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
      const result = settled(element)
      document.body.append(element)
      return result
    }
    const tried = (work: () => Promise<unknown>) =>
      work().then(
        () => 'loaded',
        () => 'blocked'
      )
    const socket = new Promise<string>((resolve) => {
      try {
        const opened = new WebSocket(there.replace('http', 'ws'))
        opened.onopen = () => resolve('loaded')
        opened.onerror = () => resolve('blocked')
      } catch {
        resolve('blocked')
      }
    })
    navigator.sendBeacon(`${there}/beacon`, 'x')
    void add('link', { rel: 'prefetch', href: `${there}/prefetch` })
    const form = document.createElement('form')
    form.action = `${there}/form`
    form.method = 'post'
    document.body.append(form)
    form.submit()
    return {
      fetch: await tried(() => fetch(`${there}/fetch`)),
      file: await tried(() => fetch('file:///etc/passwd')),
      picture: await add('img', { src: `${there}/picture.png` }),
      script: await add('script', { src: `${there}/script.js` }),
      style: await add('link', { rel: 'stylesheet', href: `${there}/style.css` }),
      media: await add('video', { src: `${there}/video.mp4` }),
      object: await add('object', { data: `${there}/object` }),
      socket: await socket,
      worker: await tried(async () => {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
        await new Promise((resolve, reject) => {
          worker.onmessage = resolve
          worker.onerror = reject
        })
      })
    }
  }, outside)
  expect(new Set(Object.values(results)), JSON.stringify(results)).toEqual(new Set(['blocked']))
  expect(reached).toEqual([])
})

test('a frame shows nothing from outside and has no bridge', async () => {
  const { page } = launched
  const frames = await page.evaluate(async (there) => {
    const found: Record<string, boolean> = {}
    for (const src of [
      there,
      'about:blank',
      'app://bundle/index.html',
      'data:text/html,<b>x</b>',
      'file:///etc/passwd'
    ]) {
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 200))
      try {
        found[src.replace(there, 'outside')] = frame.contentWindow !== null && 'bridge' in frame.contentWindow
      } catch {
        found[src.replace(there, 'outside')] = false
      }
      frame.remove()
    }
    return found
  }, outside)
  expect(Object.values(frames)).toEqual([false, false, false, false, false])
  expect(reached).toEqual([])
})

test('the session itself refuses the network, whatever the page’s policy says', async () => {
  const answer = await launched.app.evaluate(async ({ session }, there) => {
    try {
      return (await session.defaultSession.fetch(`${there}/session`)).status
    } catch (thrown) {
      return String(thrown)
    }
  }, outside)
  expect(String(answer)).toMatch(/ERR_BLOCKED_BY_CLIENT/)
  expect(reached).toEqual([])
})

test('the app’s own scheme gives its own folder and nothing else', async () => {
  const answers = await launched.app.evaluate(async ({ session }) => {
    const asked = [
      'app://bundle/index.html',
      'app://bundle/..%2f..%2fpackage.json',
      'app://bundle/%2e%2e/%2e%2e/package.json',
      'app://bundle/..%5c..%5cpackage.json',
      'app://bundle/assets/..%2f..%2f..%2fmain%2fmain.js',
      'app://bundle//etc/passwd',
      'app://bundle/%2fetc%2fpasswd',
      'app://bundle/%00',
      'app://bundle/%',
      'app://other/index.html'
    ]
    const found: Record<string, string> = {}
    for (const url of asked) {
      try {
        const response = await session.defaultSession.fetch(url)
        found[url] = response.ok ? `given ${(await response.text()).slice(0, 15)}` : 'refused'
      } catch {
        found[url] = 'refused'
      }
    }
    return found
  })
  const { 'app://bundle/index.html': page, ...others } = answers
  expect(page?.toLowerCase()).toBe('given <!doctype html>')
  expect(new Set(Object.values(others)), JSON.stringify(others)).toEqual(new Set(['refused']))
})

test('the page cannot leave', async () => {
  const { page, app } = launched
  const before = page.url()
  for (const to of [`${outside}/away`, 'file:///etc/passwd', 'data:text/html,x', 'app://bundle/other.html']) {
    await page.evaluate((address) => {
      const link = document.createElement('a')
      link.href = address
      document.body.append(link)
      link.click()
      location.assign(address)
    }, to)
  }
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
  expect(page.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(before)
  expect(reached).toEqual([])
})

test('the page cannot open windows or embed pages', async () => {
  const { page, app } = launched
  const opened = await page.evaluate((there) => {
    const link = document.createElement('a')
    link.href = there
    link.target = '_blank'
    document.body.append(link)
    link.click()
    const webview = document.createElement('webview')
    webview.setAttribute('src', there)
    document.body.append(webview)
    return [window.open(there), window.open('about:blank'), 'loadURL' in webview].map(Boolean)
  }, outside)
  expect(opened).toEqual([false, false, false])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(reached).toEqual([])
})

test('every permission is refused', async () => {
  const { page } = launched
  const granted = await page.evaluate(async () => {
    const tried = (work: () => Promise<unknown>) => work().then(String, () => 'refused')
    return {
      notifications: await Notification.requestPermission(),
      camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await tried(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await tried(() => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))),
      clipboard: await tried(() => navigator.clipboard.readText()),
      midi: await tried(() => navigator.requestMIDIAccess()),
      state: (await navigator.permissions.query({ name: 'geolocation' })).state
    }
  })
  expect(granted).toEqual({
    notifications: 'denied',
    camera: 'refused',
    screen: 'refused',
    place: 'refused',
    clipboard: 'refused',
    midi: 'refused',
    state: 'denied'
  })
})
