// Runs the journeys and prints a line of JSON for each.  node run.mjs [NAME...]
//
// A journey is an object with a name, perhaps options for its browser context, and `walk`:
//
//     export default [{ name: 'sign in', async walk({ page, demo }) { … } }]
//
// All share one demo, which they may read but must leave as they found it; one that changes the house
// asks for its own with `start`.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { freemem, loadavg } from 'node:os'

import { keepTraces, launchBrowser, openContext, signIn, startVigie } from './harness.mjs'

/** No journey takes longer, on a busy machine; those that look at every page come close. */
const JOURNEY_MS = 400_000
/** A browser that does not open or close in this time is lost: there is a new one for the next journey. */
const BROWSER_MS = 30_000
/** A page that does not say so much as `1` in this time does not answer. */
const ANSWER_MS = 10_000
/** How often to look whether the program that started us is still there. */
const PARENT_CHECK_MS = 1000

const LOST = 'answers nothing: the browser is lost'

const parent = process.ppid
setInterval(() => process.ppid !== parent && process.exit(1), PARENT_CHECK_MS).unref()

const only = process.argv.slice(2)
const journeys = []
for (const file of readdirSync(new URL('journeys/', import.meta.url)).sort()) {
  if (file.endsWith('.mjs')) journeys.push(...(await import(`./journeys/${file}`)).default)
}
const chosen = journeys.filter((it) => only.length === 0 || only.some((word) => it.name.includes(word)))

let browser = await launchBrowser()
let demo
let storageState
let isGood = true
try {
  demo = await startVigie('demo', ['--port', '0', '--seed', '11', '--speed', '6'])
  const { context } = await openContext(browser)
  await signIn(await context.newPage(), demo)
  storageState = await context.storageState()
  await context.close()
  for (const journey of chosen) isGood = (await walk(journey)) && isGood
} catch (error) {
  isGood = false
  report({ journey: 'set the scene', ok: false, error: String(error.stack ?? error) })
} finally {
  await inTime(browser.close(), BROWSER_MS).catch(() => {})
  await demo?.stop().catch((error) => {
    isGood = false
    report({ journey: 'stop the demo', ok: false, error: error.message })
  })
}
process.exit(isGood ? 0 : 1)

/** Walks one journey and tells how it went; once more with a new browser where this one was lost on the way. */
async function walk(journey, isAgain = false) {
  const begun = Date.now()
  const vigies = [demo]
  const options = journey.isStranger ? journey.options : { storageState, ...journey.options }
  const start = async (...args) => {
    const vigie = await startVigie(...args)
    vigies.push(vigie)
    return vigie
  }
  let opened
  let ear
  try {
    opened = await inTime(openContext(browser, options), BROWSER_MS)
    const { context, complaints } = opened
    const page = await inTime(context.newPage(), BROWSER_MS)
    // Opened now: a page kept busy takes no new listener.
    ear = await inTime(context.newCDPSession(page), BROWSER_MS)
    const told = await inTime(journey.walk({ page, context, demo, start, browser }), JOURNEY_MS)
    const unexpected = complaints.filter((it) => !(journey.expects ?? []).some((expected) => it.includes(expected)))
    if (unexpected.length > 0) throw new Error(`the page complained:\n${unexpected.join('\n')}`)
    for (const vigie of vigies.splice(1)) await vigie.stop()
    report({ journey: journey.name, ok: true, ms: Date.now() - begun, ...told })
    return true
  } catch (error) {
    const state = await stateOf(ear)
    const waits = opened?.pending() ?? []
    const folder = await inTime(keepTraces(journey.name, opened?.context, vigies, error), BROWSER_MS).catch(() => 'nothing: no page answered')
    for (const vigie of vigies.splice(1)) await vigie.stop().catch(() => {})
    const seen = [error.stack ?? error, ...waits, `the page ${state}`, `see ${folder}`].join('\n')
    if (state === LOST && !isAgain) report({ journey: journey.name, lost: `${seen}\n${machine()}` })
    else report({ journey: journey.name, ok: false, ms: Date.now() - begun, error: seen })
    if (state !== LOST || isAgain) return false
  } finally {
    await inTime(opened?.context.close(), BROWSER_MS).catch(async () => (browser = await launchBrowser()))
  }
  await inTime(browser.close(), BROWSER_MS).catch(() => {})
  browser = await launchBrowser()
  return walk(journey, true)
}

/** Whether a page still answers. One that a script of ours keeps busy answers when the script is ended. */
async function stateOf(ear) {
  const answers = () => inTime(ear.send('Runtime.evaluate', { expression: '1' }), ANSWER_MS).then(() => true, () => false)
  if (ear === undefined) return LOST
  if (await answers()) return 'answers'
  await inTime(ear.send('Runtime.terminateExecution'), ANSWER_MS).catch(() => {})
  return (await answers()) ? 'was kept busy by a script' : LOST
}

/** What the machine and the browser's programs are at, for a browser that was lost. */
function machine() {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,ppid,stat,time,rss,wchan:24,args'], { encoding: 'utf8' })
  const programs = (stdout ?? '').split('\n').filter((it) => it.includes('--type='))
  const load = loadavg().map((it) => it.toFixed(1)).join(' ')
  return [`load ${load}, ${Math.round(freemem() / 1e6)} MB free`, ...programs.map((it) => it.slice(0, 120))].join('\n')
}

/** What comes of `work`; an error after `ms`. A browser left behind dies with this program. */
async function inTime(work, ms) {
  let late
  const limit = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`not over after ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(late)
  }
}

function report(line) {
  console.log(JSON.stringify(line))
}
