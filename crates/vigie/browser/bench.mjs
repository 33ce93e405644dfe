// Scenarios on the release build, each figure a line of JSON.  node bench.mjs [SCENARIO...]
// `below` and `above` are the budgets; figures without one are context or a baseline.
import { createReadStream, closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

import { launchBrowser, openContext, signIn, startVigie, until } from './harness.mjs'

/** Enough posts for a steady rate, few enough for a coffee. */
const POSTS = 40_000
const QUERIES = 100
/** A board takes no more than 50. */
const BOARD_COLUMNS = 25
/** Odd, so that there is a middle one. */
const STARTS = 5
/** Long enough after the start for the first burst to be over. */
const IDLE_MS = 20_000
const FSYNCS = 200
/** The first query matches all posts, each other one in three: a hot column of 300,000. */
const CROWD_QUERIES = 8
const CROWD_MENTIONS = 1_000_000
const PAGES = 100

const SCENARIOS = { start, idle, weight, live, replay, pages }

/** From the start of the program to the whole first page, on a folder that exists. */
async function start(tell) {
  const folder = scratch()
  const port = await freePort()
  const begun = performance.now()
  let demo = await startVigie('demo', ['--port', String(port)], { folder, keep: true })
  tell('new demo, 30 days of past filled', (performance.now() - begun) / 1000, 's')
  const cookie = await enter(demo)
  await demo.stop()
  const times = []
  const work = []
  for (let n = 0; n < STARTS; n += 1) {
    const from = performance.now()
    const starting = startVigie('demo', ['--port', String(port)], { folder, keep: true })
    await page(`http://127.0.0.1:${port}/listen`, cookie)
    times.push(performance.now() - from)
    demo = await starting
    work.push(cpu(demo.child.pid))
    await demo.stop()
  }
  rmSync(folder, { recursive: true, force: true })
  tell('to the first page, existing folder, median', median(times), 'ms', { below: 1000 })
  tell('to the first page, existing folder, worst', Math.max(...times), 'ms')
  // What it would be on a quiet machine: other programs slow the clock on the wall, not this one.
  tell('processor time until ready, median', median(work), 'ms')
}

/** Memory of a house with a month of posts, and of the demo with its city inside. */
async function idle(tell) {
  const folder = scratch()
  const demo = await startVigie('demo', ['--port', '0'], { folder, keep: true })
  await page(`${demo.origin}/listen`, await enter(demo))
  await rest(IDLE_MS)
  tell('demo with its city, live', resident(demo.child.pid), 'MB')
  await demo.stop()
  const house = await startVigie('serve', ['--listen', '127.0.0.1:0'], { folder, keep: true })
  await page(`${house.origin}/listen`, await enter({ ...demo, origin: house.origin }))
  await rest(IDLE_MS)
  tell('serving a month of posts', resident(house.child.pid), 'MB', { below: 150 })
  await house.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** What a browser that knows nothing loads to show Listen. */
async function weight(tell) {
  const browser = await launchBrowser()
  const demo = await startVigie('demo', ['--port', '0'])
  const { context } = await openContext(browser)
  const first = await context.newPage()
  await signIn(first, demo)
  const state = await context.storageState()
  await context.close()
  const fresh = await openContext(browser, { storageState: state })
  const tab = await fresh.context.newPage()
  const devtools = await fresh.context.newCDPSession(tab)
  await devtools.send('Network.enable')
  const kinds = new Map()
  const sizes = new Map()
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength))
  await tab.goto(`${demo.origin}/listen`, { waitUntil: 'load' })
  await until('fonts are there', () => tab.evaluate(() => document.fonts.status === 'loaded'))
  const byKind = {}
  for (const [id, bytes] of sizes) byKind[kinds.get(id)] = (byKind[kinds.get(id)] ?? 0) + bytes
  const { Image: pictures = 0, ...ours } = byKind
  for (const [kind, bytes] of Object.entries(ours)) tell(kind.toLowerCase(), bytes / 1000, 'kB')
  tell('pictures of posts', pictures / 1000, 'kB')
  const total = Object.values(ours).reduce((sum, it) => sum + it, 0)
  tell('Listen over the wire, cold, without pictures', total / 1000, 'kB', { below: 150 })
  await browser.close()
  await demo.stop()
}

/** From opening Listen to the first post that arrives by itself, and from there to the archive that finds it. */
async function live(tell) {
  const browser = await launchBrowser()
  const demo = await startVigie('demo', ['--port', '0'])
  const { context } = await openContext(browser)
  const tab = await context.newPage()
  await signIn(tab, demo)
  const waits = []
  const finds = []
  for (let n = 0; n < STARTS; n += 1) {
    await tab.goto(`${demo.origin}/listen`)
    const from = performance.now()
    await tab.locator('article.arrived').first().waitFor({ timeout: 60_000 })
    const arrived = performance.now()
    waits.push((arrived - from) / 1000)
    const { post, author } = await tab.locator('article.arrived').first().evaluate((it) => ({ ...it.dataset }))
    const found = `${demo.origin}/search?q=${encodeURIComponent(`from:${author}`)}`
    await until('the archive finds it', async () => (await (await tab.request.get(found)).text()).includes(post))
    finds.push((performance.now() - arrived) / 1000)
  }
  tell('to the first moving column, median', median(waits), 's', { below: 3 })
  tell('from there to being found by search, worst', Math.max(...finds), 's', { below: 2 })
  await browser.close()
  await demo.stop()
}

/** Durable posts a second through the whole pipeline, with and without queries. */
async function replay(tell) {
  const folder = scratch()
  const file = join(folder, 'posts.jsonl')
  tell('the disk, baseline', syncsPerSecond(folder), 'fsync/s')
  const isReal = await writePosts(file)
  const rates = {}
  for (const queries of [0, QUERIES]) {
    const data = mkdtempSync(join(folder, `${queries}-`))
    await furnish(data, queries)
    const { rate, peak } = await replayed(file, join(data, 'data'))
    rates[queries] = rate
    const what = `${isReal ? 'real' : 'made up'} posts, ${queries} queries, SQLite`
    tell(what, rate, 'posts/s', queries === QUERIES ? { above: 2000 } : {})
    if (queries === QUERIES) tell('peak memory meanwhile', peak, 'MB')
  }
  tell(`rate with ${QUERIES} queries against none`, rates[QUERIES] / rates[0], 'ratio')
  rmSync(folder, { recursive: true, force: true })
}

/** How long the server takes to draw a page of a house with a million mentions. */
async function pages(tell) {
  const folder = scratch()
  const board = await furnish(folder, CROWD_QUERIES)
  await run(process.env.VIGIE_CROWD, [`sqlite:${join(folder, 'data', 'vigie.db')}`, String(CROWD_MENTIONS)])
  // Built before: a house builds the archive of what it never saw for minutes, on every core.
  await run(process.env.VIGIE_PROGRAM, ['archive', 'rebuild', '--data', join(folder, 'data')])
  const house = await startVigie('serve', ['--listen', '127.0.0.1:0'], { folder, keep: true })
  const cookie = await enter({ origin: house.origin, login: 'mesure', password: 'le phare de la mesure' })
  for (const [name, path] of [['Listen', board], ['Home', '/'], ['Sources', '/sources'], ['Settings', '/settings']]) {
    const times = []
    let length = 0
    for (let n = 0; n < PAGES; n += 1) {
      const from = performance.now()
      // As it is drawn: compressing is not the page's work.
      const answer = await fetch(house.origin + path, { headers: { cookie, accept: 'text/html', 'accept-encoding': 'identity' } })
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      length = (await answer.text()).length
      times.push(performance.now() - from)
    }
    times.sort((a, b) => a - b)
    tell(`${name}, 1 M mentions, as drawn`, length / 1_000, 'kB')
    tell(`${name}, 1 M mentions, worst`, Math.max(...times), 'ms')
    tell(`${name}, 1 M mentions, p50`, median(times), 'ms')
    tell(`${name}, 1 M mentions, p95`, times[Math.floor(times.length * 0.95)], 'ms', { below: 30 })
  }
  await house.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function run(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
}

/** A house with `count` queries, made through its forms. */
async function furnish(folder, count) {
  const house = await startVigie('serve', ['--listen', '127.0.0.1:0'], { folder, keep: true })
  const fields = { org_name: 'Mesures', time_zone: 'Europe/Paris', name: 'Mesure', login: 'mesure', password: 'le phare de la mesure', locale: 'fr' }
  const cookie = cookieOf(await post(`${house.origin}/first-run`, fields))
  let board
  for (let n = 0; n < count; n += 1) {
    if (n % BOARD_COLUMNS === 0) {
      const made = await post(`${house.origin}/listen`, { name: `Mesures ${n}` }, cookie)
      board = made.headers.get('location')
      if (!board) throw new Error(`no board: ${made.status}`)
    }
    const answer = await post(`${house.origin}${board}/columns/new`, { title: `Mesure ${n}`, text: query(n) }, cookie)
    if (answer.status >= 400) throw new Error(`query ${query(n)}: ${answer.status}`)
  }
  await house.stop()
  return board
}

const WORDS = 'ville musée patinoire colis courrier facteur bus tram école mairie vote loi retraite santé hôpital match équipe concert film livre pluie neige météo train grève prix eau rue parc vélo police travail emploi famille photo vidéo marché cinéma fête'.split(' ')
const word = (n) => WORDS[n % WORDS.length]

/** Queries as people write them: single words, phrases, either-or, exclusions, prefixes, tags. */
function query(n) {
  const [a, b, c] = [word(n), word(n * 7 + 3), word(n * 13 + 5)]
  return [a, `"la ${a}"`, `${a} OU ${b}`, `${a} SAUF ${b}`, `${a.slice(0, 4)}*`, `#${a}`, `(${a} OU ${b}) ET ${c}`, `${a} ET lang:fr`][n % 8]
}

/** Posts of the shared collection when it is there, else made up; answers whether they are real. */
async function writePosts(file) {
  const shared = process.env.VIGIE_TEST_DATA && join(process.env.VIGIE_TEST_DATA, 'streams/replay_posts.jsonl.gz')
  const out = openSync(file, 'w')
  let left = POSTS
  try {
    if (shared) {
      const lines = createInterface({ input: createReadStream(shared).pipe(createGunzip()) })
      for await (const line of lines) {
        writeSync(out, `${line}\n`)
        left -= 1
        if (left === 0) break
      }
      return true
    }
    for (let n = 0; n < POSTS; n += 1) {
      const text = Array.from({ length: 8 + (n % 17) }, (_, at) => word(n * 31 + at * at * 17 + at)).join(' ')
      const created_at = new Date(1_700_000_000_000 + n * 1000).toISOString()
      writeSync(out, `${JSON.stringify({ id: `m:${n}`, network: 'bluesky', author: `a${n % 997}`, created_at, lang: 'fr', kind: 'normal', text, ref: null })}\n`)
    }
    return false
  } finally {
    closeSync(out)
  }
}

/** Runs the replay; its own rate, and the most memory it was seen to hold. */
async function replayed(file, data) {
  const child = spawn(process.env.VIGIE_PROGRAM, ['replay', file, '--data', data, '--speed', 'max', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, resident(child.pid))), 200)
  let said = ''
  child.stdout.on('data', (bytes) => (said += bytes))
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearInterval(watch)
  if (code !== 0) throw new Error(`the replay ended with ${code}: ${said}`)
  return { rate: JSON.parse(said).posts_per_second, peak }
}

const cookieOf = (answer) => answer.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ')

async function enter({ origin, login, password }) {
  const answer = await post(`${origin}/sign-in`, { login, password, next: '/listen' })
  if (answer.status >= 400) throw new Error(`signing in: ${answer.status}`)
  return cookieOf(answer)
}

const post = (url, fields, cookie = '') =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers: { origin: new URL(url).origin, cookie } })

/** The whole page, asked for until the program is there to answer. */
const page = (url, cookie) =>
  until('the page comes', async () => {
    const answer = await fetch(url, { headers: { cookie } }).catch(() => undefined)
    return answer?.ok && (await answer.text()).includes('data-column')
  })

/** Resident memory of a process, in megabytes; 0 when it is gone. */
function resident(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/** Processor time a process has used, in milliseconds. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  // User and system ticks, a hundred to the second.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** How fast this disk makes 4 kB durable: what every commit waits for. */
function syncsPerSecond(folder) {
  const path = join(folder, 'sync')
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4096, 1)
  const from = performance.now()
  for (let n = 0; n < FSYNCS; n += 1) {
    writeSync(file, block)
    fsyncSync(file)
  }
  const rate = (FSYNCS * 1000) / (performance.now() - from)
  closeSync(file)
  rmSync(path)
  return rate
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function scratch() {
  return mkdtempSync(join(tmpdir(), 'vigie-bench-'))
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const only = process.argv.slice(2)
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (only.length === 0 || only.includes(name)) {
    await scenario((figure, value, unit, budget = {}) =>
      console.log(JSON.stringify({ scenario: name, name: figure, value, unit, ...budget })),
    )
  }
}
process.exit(0)
