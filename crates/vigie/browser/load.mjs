// How much of a browser's main thread 50 posts a second take in one column.
// node load.mjs ORIGIN [POSTS_A_SECOND] [SECONDS]: signs in to a running demo, then feeds its first
// column copies of its own posts through the page's own stream, so that nothing but the page is measured.
import { launchBrowser, openContext, signIn } from './harness.mjs'

const RATE = 50
const SECONDS = 20
/** The budget: the other half is for whoever reads. */
const BUSY_MAX = 0.5
/** Batches a second, as the server groups what arrives together. */
const BATCHES = 10

/** A stream the measure feeds, in place of the server's. */
export const stand = () => {
  globalThis.streams = []
  globalThis.EventSource = class extends EventTarget {
    constructor() {
      super()
      globalThis.streams.push(this)
      queueMicrotask(() => this.dispatchEvent(new Event('open')))
    }
    close() {}
  }
}

/** Sends `n` copies of a post of the column, each with an id and a number of its own. */
export const feed = ({ n, from }) => {
  const column = document.querySelector('[data-column]')
  globalThis.model ??= [...column.querySelectorAll('article')].map((it) => it.outerHTML)
  const html = Array.from({ length: n }, (_, i) => {
    const seq = String(from + n - i)
    const said = globalThis.model[(from + i) % globalThis.model.length]
    return said
      .replace(/data-post="[^"]*"/, `data-post="load-${seq}"`)
      .replace(/data-seq="[^"]*"/, `data-seq="${seq}"`)
      .replaceAll(/w-col_\w+-\d+/g, `w-load-${seq}`)
  }).join('')
  const data = JSON.stringify({ columns: [{ id: column.dataset.column, html }] })
  for (const stream of globalThis.streams) stream.dispatchEvent(new MessageEvent('mentions', { data, lastEventId: String(from + n) }))
}

export async function load(demo, { rate = RATE, seconds = SECONDS } = {}) {
  const browser = await launchBrowser()
  try {
    const { context } = await openContext(browser)
    const page = await context.newPage()
    await page.addInitScript(stand)
    await signIn(page, demo)
    await page.goto(`${demo.origin}/listen`)
    await page.locator('[data-column] article').first().waitFor()
    await page.mouse.move(0, 0)
    const session = await context.newCDPSession(page)
    // The thread's own time: what other programs take of the machine is not the page's.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      return metrics.find((it) => it.name === 'TaskDuration').value
    }
    const [before, begun] = [await busy(), performance.now()]
    let sent = 1_000_000_000
    const each = Math.round(rate / BATCHES)
    for (let n = 1; n <= seconds * BATCHES; n += 1) {
      await page.evaluate(feed, { n: each, from: sent })
      sent += each
      // The pace is the measure's own: posts are sent at their hour, not after a wait of luck.
      await new Promise((done) => setTimeout(done, Math.max(0, begun + (n * 1000) / BATCHES - performance.now())))
    }
    const share = (await busy() - before) / ((performance.now() - begun) / 1000)
    const shown = await page.evaluate(() => document.querySelectorAll('[data-column]')[0].querySelectorAll('[data-post^=load-]').length)
    return { share, shown, articles: await page.locator('[data-column] >> nth=0').locator('article').count() }
  } finally {
    await browser.close()
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [origin, rate = RATE, seconds = SECONDS] = process.argv.slice(2)
  // Those of `vigie demo`.
  const demo = { origin, login: 'camille', password: 'la-vigie-d-aubrelac' }
  const { share, shown, articles } = await load(demo, { rate: Number(rate), seconds: Number(seconds) })
  console.log(JSON.stringify({ what: `main thread busy at ${rate} posts/s`, value: Number(share.toFixed(3)), below: BUSY_MAX, shown, articles }))
  process.exitCode = share < BUSY_MAX && shown > 0 ? 0 : 1
}
