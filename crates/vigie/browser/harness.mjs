// What every journey stands on: the real program in a folder of its own, a real browser, and the rule
// that a page may not complain. Waits are on states, with deadlines.
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { chromium } from 'playwright-core'

/** The demo fills its folder before it says that it is ready; a debug build is not quick. */
const START_MS = 180_000
/** After SIGTERM the program finishes what it has begun. */
const STOP_MS = 30_000
/** How long any state on a page may take to come, on a busy machine. */
export const SOON_MS = 20_000
/** Lines of the program's log kept for a failed journey. */
const LOG_LINES_MAX = 400

/** Chromium as root, in a closed network: no sandbox of its own, no calls home. */
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Programs that run now. None outlives a script, however the script ends. */
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export const launchBrowser = () =>
  chromium.launch({ executablePath: process.env.VIGIE_CHROMIUM, args: BROWSER_FLAGS })

/**
 * Starts the program with `args`, in a new folder unless one is named, and waits for its address.
 *
 *     const demo = await startVigie('demo', ['--port', '0'])
 *     await page.goto(demo.origin)
 *     await demo.stop()
 */
export async function startVigie(command, args, { folder = mkdtempSync(join(tmpdir(), 'vigie-journey-')), keep = false } = {}) {
  const data = join(folder, 'data')
  const child = spawn(process.env.VIGIE_PROGRAM, [command, '--data', data, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const log = []
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))
  const vigie = { folder, log, child, origin: undefined, login: undefined, password: undefined }
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the program is not ready\n${log.join('\n')}`)), START_MS)
    ended.then((how) => reject(new Error(`the program ended (${how}) before it was ready\n${log.join('\n')}`)))
    const hear = (line) => {
      log.push(line)
      if (log.length > LOG_LINES_MAX) log.shift()
      vigie.login ??= line.match(/^\s*Login\s+(\S+)/)?.[1]
      vigie.password ??= line.match(/^\s*Password\s+(\S+)/)?.[1]
      const origin = line.match(/(?:Open\s+|listens on )(http:\/\/[\d.]+:\d+)/)?.[1]
      if (origin) vigie.origin = origin
      // The demo says its password last.
      if (vigie.origin && (command !== 'demo' || vigie.password)) {
        clearTimeout(late)
        resolve()
      }
    }
    createInterface({ input: child.stdout }).on('line', hear)
    createInterface({ input: child.stderr }).on('line', hear)
  })
  vigie.stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    const how = await ended
    clearTimeout(timer)
    if (!keep) rmSync(folder, { recursive: true, force: true })
    if (how !== 0) throw new Error(`the program ended with ${how} when asked to stop\n${log.slice(-20).join('\n')}`)
  }
  return vigie
}

/** A browser context for one journey, with what its pages complained of and what they still wait for. */
export async function openContext(browser, options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'fr-FR', reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(SOON_MS)
  // A page loads as fast as the machine has time for it; the journey as a whole has a limit.
  context.setDefaultNavigationTimeout(3 * SOON_MS)
  const complaints = []
  const watch = (page) => {
    page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`))
    page.on('console', (message) => {
      // Refused scripts and styles, failed Trusted Types and lost resources are told here.
      if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
    })
  }
  context.on('page', watch)
  const asked = new Map()
  context.on('request', (it) => asked.set(it, Date.now()))
  for (const end of ['requestfinished', 'requestfailed']) context.on(end, (it) => asked.delete(it))
  const pending = () => [...asked].map(([it, at]) => `${it.serviceWorker() ? 'the service worker' : 'the page'} waits for ${it.method()} ${it.url()} since ${Date.now() - at} ms`)
  return { context, complaints, pending }
}

/** Signs in through the form, as a person does. */
export async function signIn(page, vigie) {
  await page.goto(vigie.origin)
  await page.locator('input[name=login]').fill(vigie.login)
  await page.locator('input[name=password]').fill(vigie.password)
  await page.locator('form:has(input[name=password]) [type=submit]').click()
  await page.locator('.app h1').waitFor()
}

/** Chooses the language of the pages, as the form of the settings does. */
export async function speak(page, demo, locale) {
  const form = { theme: 'system', locale }
  const answer = await page.request.post(`${demo.origin}/settings`, { form, headers: { origin: demo.origin }, maxRedirects: 0 })
  assertEqual(answer.status(), 303, `the answer to choosing ${locale}`)
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth)

/** Waits until `look` answers with something true, asking again and again until the deadline. */
export async function until(what, look, deadlineMs = SOON_MS) {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    // A page on its way to another answers nothing.
    const seen = await Promise.resolve(look()).catch((error) => {
      if (!/Execution context was destroyed/.test(error.message)) throw error
    })
    if (seen) return seen
    if (Date.now() > deadline) throw new Error(`waited ${deadlineMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function assert(condition, what) {
  if (!condition) throw new Error(what)
}

export function assertEqual(found, expected, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: found ${a}, expected ${b}`)
}

/** Keeps what there is to see of a failed journey. */
export async function keepTraces(name, context, vigies, error) {
  const folder = join(process.env.VIGIE_ARTEFACTS, name.replaceAll(/[^a-z0-9]+/gi, '-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'error.txt'), `${error.stack ?? error}\n`)
  for (const [n, vigie] of vigies.entries()) writeFileSync(join(folder, `program-${n}.log`), vigie.log.join('\n'))
  for (const [n, page] of (context?.pages() ?? []).entries()) {
    // A page that crashed has nothing more to show.
    await page.screenshot({ path: join(folder, `page-${n}.png`) }).catch(() => {})
    const html = await page.content().catch(() => '')
    writeFileSync(join(folder, `page-${n}.html`), `<!-- ${page.url()} -->\n${html}`)
  }
  return folder
}

/**
 * A door before the program that can be shut and opened, and that can pretend to be a newer program:
 * one whose service worker differs.
 */
export async function breakableLink(port) {
  const sockets = new Set()
  let isCut = false
  let isNewer = false
  const server = createServer((asked, answer) => {
    const { url: path, method, headers } = asked
    const isChanged = isNewer && path.startsWith('/sw.js')
    if (isChanged) delete headers['accept-encoding']
    const inner = request({ host: '127.0.0.1', port, path, method, headers }, (said) => {
      if (isChanged) delete said.headers['content-length']
      answer.writeHead(said.statusCode, said.headers)
      if (isChanged) answer.write('// A later version.\n')
      said.pipe(answer)
    })
    inner.on('error', () => answer.destroy())
    answer.on('close', () => inner.destroy())
    asked.pipe(inner)
  })
  server.on('connection', (socket) => {
    if (isCut) return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    cut: () => {
      isCut = true
      drop()
    },
    mend: () => (isCut = false),
    renew: () => (isNewer = true),
    close: () => {
      drop()
      server.close()
    },
  }
}
