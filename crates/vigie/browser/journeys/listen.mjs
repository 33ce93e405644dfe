// Listen: posts arrive by themselves, reading is never disturbed, columns are made and changed.
import { assert, assertEqual, breakableLink, until } from '../harness.mjs'

/** The story of the demo is never silent for long; matched posts come a little rarer. */
const ARRIVAL_MS = 90_000
/** So many a browser opens to one address, and no more. */
const CONNECTIONS = 6

/** The newest mention on the page. */
const newest = (page) =>
  page.$$eval('[data-column] article[data-seq]', (all) => Math.max(0, ...all.map((it) => Number(it.dataset.seq))))

/** The first post that is wholly in sight in each column, and how far down it is. */
const readAt = (page) =>
  page.$$eval('[data-column]', (columns) =>
    columns.map((column) => {
      const top = column.querySelector('.feed').getBoundingClientRect().top
      const articles = [...column.querySelectorAll('article')]
      // Below the bar, wherever it may come.
      const read = articles.find((it) => it.getBoundingClientRect().top > top + 60)
      return read && `${read.dataset.seq} at ${Math.round(read.getBoundingClientRect().top)}`
    }),
  )

/** What Listen may weigh for a browser that has nothing yet, and for one that has its assets: bytes, as sent. */
const FIRST_BYTES_MAX = 150_000
const NEXT_BYTES_MAX = 20_000

/** The bytes of the page and all it loads, but the pictures of posts, which are not ours. */
async function weigh(page, load) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  const pictures = new Set()
  const sizes = new Map()
  devtools.on('Network.responseReceived', ({ requestId, type }) => type === 'Image' && pictures.add(requestId))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength))
  await load()
  await until('fonts are there', () => page.evaluate(() => document.fonts.status === 'loaded'))
  await devtools.detach()
  return [...sizes].reduce((sum, [id, bytes]) => sum + (pictures.has(id) ? 0 : bytes), 0)
}

const open = async (page, demo) => {
  await page.goto(`${demo.origin}/listen`)
  await page.locator('[data-column] article').first().waitFor()
}

export default [
  {
    name: 'posts arrive live with the reason marked, wait while one reads or a board is paused, and come when asked',
    async walk({ page, demo }) {
      const cold = await weigh(page, () => open(page, demo))
      assert(cold < FIRST_BYTES_MAX, `the first load of Listen is ${cold} bytes`)
      const warm = await weigh(page, () => open(page, demo))
      assert(warm < NEXT_BYTES_MAX, `Listen again is ${warm} bytes`)

      const before = await newest(page)
      await until('a post arrives', async () => (await newest(page)) > before, ARRIVAL_MS)
      const arrived = page.locator(`article[data-seq="${await newest(page)}"]`).first()
      assert((await arrived.locator('time[datetime]').count()) > 0, 'an arrived post has its time')
      const isOrdered = await page.$$eval('[role=feed]', (feeds) =>
        feeds.every((feed) => {
          const seqs = [...feed.querySelectorAll('article[data-seq]')].map((it) => Number(it.dataset.seq))
          return seqs.every((seq, n) => n === 0 || seq < seqs[n - 1])
        }),
      )
      assert(isOrdered, 'columns are newest first, each mention once')
      assert((await page.locator('[data-column] mark').count()) > 0, 'matched words are marked')

      // While one reads, they wait.
      await page.$$eval('[data-column] .feed', (feeds) => feeds.forEach((it) => (it.scrollTop = 400)))
      const read = await readAt(page)
      const bar = page.locator('[data-new]:visible').first()
      await bar.waitFor({ timeout: ARRIVAL_MS })
      assert(/\d/.test(await bar.locator('[data-label]').innerText()), 'the bar says how many wait')
      const column = page.locator('[data-column]').filter({ has: page.locator('[data-new]:visible') }).first()
      const id = await column.getAttribute('data-column')
      const here = page.locator(`[data-column="${id}"]`)
      const first = () => here.locator('article').first().getAttribute('data-seq').then(Number)
      const shown = await first()
      assertEqual(await readAt(page), read, 'the posts being read, and where they are on the screen')
      await page.keyboard.press('.')
      await until('the top is shown', () => here.locator('.feed').evaluate((it) => it.scrollTop === 0))
      await here.locator('[data-new]').waitFor({ state: 'hidden' })
      assert((await first()) > shown, 'what waited is shown')

      // A paused board holds what comes, also over a reload.
      await page.locator('[data-pause-all=true] button').click()
      await page.locator('[data-pause-all=false]').waitFor()
      const held = await newest(page)
      await until(
        'something waits',
        () => page.$$eval('[data-waiting]', (all) => all.some((it) => /\d/.test(it.textContent))),
        ARRIVAL_MS,
      )
      assertEqual(await newest(page), held, 'the newest post of a paused board')
      await page.reload()
      await page.locator('[data-pause-all=false] button').waitFor()
      assertEqual(await page.locator('[data-column][data-paused=false]').count(), 0, 'columns running after a reload')
      await page.locator('[data-pause-all=false] button').click()
      await page.locator('[data-pause-all=true]').waitFor()
      const resumed = await newest(page)
      await until('posts arrive again', async () => (await newest(page)) > resumed, ARRIVAL_MS)
    },
  },
  {
    name: 'a column is added with a query checked as it is typed, changed, removed and put back',
    expects: ['422'],
    async walk({ page, demo }) {
      await open(page, demo)
      const columns = () => page.locator('vigie-live [data-column]').count()
      const before = await columns()
      await page.locator('.top a[data-command=add_column]').click()
      await page.locator('dialog[open] a[href$="kind=query"]').click()
      const dialog = page.locator('dialog[open]:has(vigie-query)')
      await dialog.locator('[name=title]').fill('Essai')
      const query = dialog.locator('vigie-query textarea')
      await query.fill('(patinoire OU ')
      await dialog.locator('.q-item').first().waitFor()
      assertEqual(await query.getAttribute('aria-invalid'), 'true', 'the field of a wrong query')
      assert((await dialog.locator('.q-bad').count()) > 0, 'the place is underlined')
      await query.fill('patinoire OU musée')
      await dialog.locator('.q-ok').waitFor()
      await dialog.locator('[type=submit]').click()
      await until('the column is there', async () => (await columns()) === before + 1)
      const made = page.locator('vigie-live [data-column]').filter({ has: page.locator('h2', { hasText: 'Essai' }) })
      const posts = made.locator('article')
      await posts.first().waitFor()
      assert((await made.locator('mark').count()) > 0, 'the past is searched for a new column')

      // A wrong query is refused at the character, and the column keeps its last good one.
      await made.locator('a[data-dialog][href$="/edit"]').first().click()
      await dialog.locator('vigie-query textarea').fill('"sans fin')
      await dialog.locator('.q-item').first().waitFor()
      await dialog.locator('[type=submit]').click()
      // Said under the refused form only: the column goes on with what it had.
      await page.locator(':is(dialog[open], main) form > p.hint').waitFor()
      await open(page, demo)
      assert((await made.locator('h2').getAttribute('title')).includes('musée'), 'the last good query stays')

      await made.locator('.col-h details.menu > summary').click()
      await made.locator('form[action$="/remove"] button').click()
      await until('the column is gone', async () => (await columns()) === before)
      await page.locator('.toast form[action$="/restore"] button').click()
      await until('the column is back', async () => (await columns()) === before + 1)
      await made.locator('.col-h details.menu > summary').click()
      await made.locator('form[action$="/remove"] button').click()
      await until('the column is gone for good', async () => (await columns()) === before)
    },
  },
  {
    name: 'keys move through posts and are quiet in fields, and what can be done with one stays under the mouse',
    async walk({ page, demo }) {
      await open(page, demo)
      await page.keyboard.press('Tab')
      assertEqual(await page.evaluate(() => document.activeElement.className), 'skip', 'the first stop of the keyboard')
      await page.keyboard.press('j')
      const first = await page.evaluate(() => document.activeElement.dataset.seq)
      assert(first, '`j` goes to a post')
      await page.keyboard.press('j')
      const second = await page.evaluate(() => document.activeElement.dataset.seq)
      assert(Number(second) < Number(first), '`j` goes to the next, older one')
      await page.keyboard.press('k')
      assertEqual(await page.evaluate(() => document.activeElement.dataset.seq), first, 'the post after `k`')
      await page.locator('.top a[data-command=add_column]').click()
      await page.locator('dialog[open] a[href$="kind=query"]').click()
      const title = page.locator('dialog[open] [name=title]')
      await title.fill('')
      await title.pressSequentially('pj.k')
      assertEqual(await title.inputValue(), 'pj.k', 'what was typed into a field')
      // The form, then the ways to begin a column under it.
      await page.keyboard.press('Escape')
      await title.waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
      assertEqual(await page.locator('[data-column][data-paused=true]').count(), 0, 'columns paused by typing')

      // The bar that tells of new posts comes above the post in hand, which stays where it is.
      const city = page.locator('[data-column]').first()
      await city.locator('article[data-post]').nth(2).hover()
      const held = city.locator(`article[data-post="${await city.locator('article[data-post]:hover').getAttribute('data-post')}"]`)
      const place = async () => Math.round((await held.boundingBox()).y)
      const before = await place()
      await city.locator('[data-new]').waitFor({ timeout: ARRIVAL_MS })
      assertEqual(await place(), before, 'the place of the post under the mouse, once the bar is there')
      await page.mouse.move(0, 0)
      await until('nothing is drawn out of its place', async () => (await city.locator('[role=feed]').getAttribute('style')) === '')

      // Nothing comes meanwhile; afterwards the board is as the next journey expects it.
      const paused = page.locator('[data-column][data-paused=true]')
      const pauseAll = async (n) => {
        const [answer] = await Promise.all([page.waitForResponse((it) => it.url().endsWith('/pause') && it.request().method() === 'POST'), page.keyboard.press('Shift+P')])
        assert(answer.ok() || answer.status() === 303, `the answer to a pause: ${answer.status()}`)
        await until(`${n} columns are paused`, async () => (await paused.count()) === n)
      }
      const all = await page.locator('[data-column]').count()
      // More often than a browser has connections for us: none is kept.
      for (let n = 0; n < CONNECTIONS; n += 1) for (const paused of [all, 0]) await pauseAll(paused)
      await pauseAll(all)
      const post = page.locator('[data-column] article[data-post]:not(.gone)').nth(3)
      for (const control of ['.act-why', 'details:not(.act-why)']) {
        await post.hover()
        await post.locator(`.acts ${control} > summary`).click()
        const open = post.locator(`.acts ${control}[open]`)
        await open.waitFor()
        await page.keyboard.press('Escape')
        await open.waitFor({ state: 'detached' })
      }
      await pauseAll(0)
    },
  },
  {
    name: 'a lost link is said, and what was missed comes after; tabs that nobody looks at make room for others',
    expects: ['net::ERR_'],
    async walk({ page, demo }) {
      // One more than a browser has connections: each tab is left for the next, the first is come back to.
      const hide = (tab, hidden) =>
        tab.evaluate((hidden) => {
          Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
          document.dispatchEvent(new Event('visibilitychange'))
        }, hidden)
      const tabs = []
      for (let n = 0; n <= CONNECTIONS; n += 1) {
        const tab = await page.context().newPage()
        await open(tab, demo)
        await hide(tab, true)
        tabs.push(tab)
      }
      const [first, ...others] = tabs
      const left = await newest(first)
      await hide(first, false)
      await until('what came meanwhile is there', async () => (await newest(first)) > left, ARRIVAL_MS)
      for (const tab of [first, ...others]) await tab.close()

      const link = await breakableLink(new URL(demo.origin).port)
      try {
        await open(page, { origin: link.origin })
        const before = await newest(page)
        link.cut()
        await page.locator('#lost').waitFor({ state: 'visible' })
        link.mend()
        await page.locator('#lost').waitFor({ state: 'hidden', timeout: 60_000 })
        await until('posts arrive again', async () => (await newest(page)) > before, ARRIVAL_MS)
      } finally {
        link.close()
      }
    },
  },
]
