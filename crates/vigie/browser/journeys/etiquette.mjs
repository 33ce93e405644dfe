// The manners of live columns, by a clock of our own and posts of our own: nothing here depends on luck.
import { assert, assertEqual, until } from '../harness.mjs'
import { feed, stand } from '../load.mjs'

/** Above every number the demo gave. */
const FROM = 1_000_000_000
/** As many as a column holds back. */
const HELD_MAX = 200

/** Listening, with a stream that says what `feed` tells it. */
const open = async (page, demo) => {
  await page.goto(`${demo.origin}/listen`)
  await page.locator('[data-column] article').first().waitFor()
  await page.mouse.move(0, 0)
  await until('the stream is open', () => page.evaluate(() => globalThis.streams.length > 0))
}

export default [
  {
    name: 'arrivals never move what is read, what waits has a limit, and what is missing is told',
    async walk({ page, demo }) {
      await page.addInitScript(stand)
      await open(page, demo)
      const column = page.locator('[data-column]').first()
      const bar = column.locator('[data-new]')
      const anchor = () =>
        column.evaluate((it) => {
          const top = it.querySelector('.feed').getBoundingClientRect().top
          const read = [...it.querySelectorAll('article')].find((article) => article.getBoundingClientRect().top > top + 60)
          return `${read.dataset.seq} at ${Math.round(read.getBoundingClientRect().top)}`
        })
      await column.locator('.feed').evaluate((it) => (it.scrollTop = 500))
      const before = await anchor()
      let sent = FROM
      for (const n of [1, 5, 30]) {
        await page.evaluate(feed, { n, from: sent })
        sent += n
        await until(`the bar counts ${sent - FROM}`, async () => (await bar.innerText()).includes(String(sent - FROM)))
        assertEqual(await anchor(), before, `what is read after ${sent - FROM} arrivals`)
      }
      await page.evaluate(feed, { n: HELD_MAX, from: sent })
      await until('the bar says that there are more than it holds', async () => (await bar.innerText()).includes(`${HELD_MAX}+`))
      assertEqual(await anchor(), before, 'what is read after a flood')

      // Asked for, what can be had comes; what lies between is told, and brought when asked.
      const row = column.locator('.gap-in')
      const rename = (by, name) => async (route) => {
        const answer = await route.fetch()
        const html = (await answer.text())
          .replace(/data-seq="(\d+)"/g, (_, seq) => `data-seq="${Number(seq) + by}"`)
          .replace(/data-post="([^"]+)"/g, `data-post="${name}-$1"`)
        await route.fulfill({ response: answer, body: html })
      }
      await page.route('**/listen', rename(2 * FROM, 'newest'))
      await bar.click()
      await row.waitFor()
      await page.unroute('**/listen')
      const above = () => column.evaluate((it) => Number(it.querySelector('.gap-in')?.previousElementSibling?.dataset.seq))
      const last = await above()
      assert(last > 2 * FROM, 'the newest stand above the row')
      await page.route('**/columns/*?before=*', rename(FROM, 'between'))
      await row.locator('button').click()
      await until('a page of those between is there, and the rest is still told', async () => (await above()) < last)
      await page.unroute('**/columns/*?before=*')
      await row.locator('button').click()
      await row.waitFor({ state: 'detached' })

      // At the top, with nothing in hand, they come by themselves; with the focus in the feed they wait.
      await page.reload()
      await until('the stream is open', () => page.evaluate(() => globalThis.streams.length > 0))
      const first = () => column.locator('article').first().getAttribute('data-seq')
      await page.evaluate(feed, { n: 1, from: FROM })
      await until('the post is shown', async () => (await first()) === String(FROM + 1))
      await column.locator('article').first().focus()
      await page.evaluate(feed, { n: 1, from: FROM + 1 })
      await bar.waitFor()
      assertEqual(await first(), String(FROM + 1), 'the first post while the focus is in the feed')
      await column.locator('.feed').hover()
      await page.evaluate(() => document.activeElement.blur())
      await page.evaluate(feed, { n: 1, from: FROM + 2 })
      assertEqual(await first(), String(FROM + 1), 'the first post while the pointer is over the feed')
      await page.mouse.move(0, 0)
      await until('they come when nobody reads', async () => (await first()) === String(FROM + 3))
    },
  },
  {
    name: 'announcements are off at first, then one every thirty seconds at most',
    async walk({ page, demo }) {
      await page.addInitScript(stand)
      await page.clock.install()
      /** The sentences said while `seconds` go by with a post each. */
      const listen = async (seconds) => {
        await open(page, demo)
        await page.evaluate(() => {
          globalThis.said = []
          const region = document.getElementById('said')
          new MutationObserver(() => region.textContent && globalThis.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true })
        })
        // Read further down, so that posts wait and are counted.
        await page.locator('[data-column] .feed').first().evaluate((it) => (it.scrollTop = 500))
        for (let n = 0; n < seconds; n += 1) {
          await page.evaluate(feed, { n: 1, from: FROM + n })
          await page.clock.runFor(1_000)
        }
        return page.evaluate(() => globalThis.said)
      }
      const announce = async (on) => {
        await page.goto(`${demo.origin}/settings`)
        await page.locator('input[name=announce]:not([type=hidden])').setChecked(on, { force: true })
        await page.locator('form:has(input[name=announce]) [type=submit]').click()
        await page.waitForURL('**/settings?**')
      }
      assertEqual(await listen(65), [], 'sentences said when nobody asked for them')
      const title = await page.title()
      assert(/^\(\d+\) /.test(title), `what waits is in the title of the page: ${title}`)
      await announce(true)
      const said = await listen(95)
      await announce(false)
      assert(said.length >= 2 && said.length <= 3, `sentences in 95 s: ${said.join(' | ')}`)
      assert(said.every((it) => /\d/.test(it)), 'each says how many')
    },
  },
  {
    name: 'who lags behind catches up from the page itself',
    async walk({ page, demo }) {
      await page.addInitScript(stand)
      await open(page, demo)
      const newest = () => page.$$eval('[data-column] article[data-seq]', (all) => Math.max(...all.map((it) => Number(it.dataset.seq))))
      const before = await newest()
      // Nothing comes by this stream; the city talks on, and the server says that too much was missed.
      await until(
        'something new is there, told by the word to catch up alone',
        async () => {
          await page.evaluate(() => globalThis.streams.at(-1).dispatchEvent(new MessageEvent('resync', { data: '{}' })))
          return (await newest()) > before
        },
        90_000,
      )
      const isOrdered = await page.$$eval('[role=feed]', (feeds) =>
        feeds.every((it) => {
          const seqs = [...it.querySelectorAll('article[data-seq]')].map((article) => Number(article.dataset.seq))
          return seqs.every((seq, n) => n === 0 || seq < seqs[n - 1])
        }),
      )
      assert(isOrdered, 'columns are newest first, each mention once, after catching up')
    },
  },
]
