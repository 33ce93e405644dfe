// Queries in blocks with what they find, and the archive searched: on a desk and on a phone.
import { assert, assertEqual, openContext, overflow, PHONE, signIn, until } from '../harness.mjs'

/** The archive takes in what the demo heard before it answers. */
const ARCHIVE_MS = 90_000

const text = (page) => page.inputValue('#text')
const found = async (page) => Number((await page.locator('.kpi-v').first().innerText()).replace(/\D/g, ''))

/** The page of the query that brings most among those that seek words, found in the list of all. */
async function openQuery(page, origin) {
  await page.goto(`${origin}/queries`)
  await page.locator('th a.sort[href*="sort=count"]').click()
  await page.locator('th[aria-sort=descending]').waitFor()
  const links = page.locator('tbody th a[href^="/queries/"]')
  for (const href of await links.evaluateAll((all) => all.map((it) => it.getAttribute('href')))) {
    await page.goto(origin + href)
    if ((await page.locator('[value^="remove:g0:"]').count()) > 0) return href
  }
  throw new Error('no query seeks words')
}

/** What happens in the page changes the text, and the preview follows it. */
async function changes(page, act) {
  const before = await text(page)
  await act()
  await until('the text follows the blocks', async () => (await text(page)) !== before)
  await until('the preview is drawn', async () => (await page.getAttribute('#qb-preview', 'aria-busy')) === 'false')
}

async function add(page, place, word) {
  await page.locator(`#add-${place}`).fill(word)
  await page.keyboard.press('Enter')
}

export default [
  {
    name: 'a query is built in blocks, judged, saved, and comes back from its versions',
    async walk({ page, start, browser }) {
      const house = await start('demo', ['--port', '0', '--seed', '12', '--speed', '6'])
      await page.context().clearCookies()
      await signIn(page, house)
      const href = await openQuery(page, house.origin)
      await until('the archive answers', async () => {
        await page.reload()
        return (await page.locator('.kpi-v').count()) > 0 && (await found(page)) > 0
      }, ARCHIVE_MS)
      const saved = await text(page)

      // Blocks and text are one query; undo and redo go both ways.
      await changes(page, () => add(page, 'w', 'zibeline, hermine'))
      assert(/SAUF|NOT/.test(await text(page)) && (await text(page)).includes('hermine'), 'what is set aside is in the text')
      assertEqual(await page.evaluate(() => document.activeElement.id), 'add-w', 'where one goes on adding')
      assert((await page.locator('#qb-changes .chip').count()) === 1, 'the page says what is not saved')
      assert((await page.locator('.ch-ghost').count()) > 0, 'the saved version is drawn behind')
      const edited = await text(page)

      // The text is coloured behind its field, sign for sign; what is typed on keeps its colour at once.
      await page.locator('.q-back .q-not', { hasText: 'zibeline' }).waitFor()
      assertEqual(await page.locator('.q-back').innerText(), `${edited}\n`, 'the text behind the field')
      assertEqual(await page.$eval('#text', (it) => getComputedStyle(it).color), 'rgba(0, 0, 0, 0)', 'the colour of the field itself')

      await changes(page, () => page.click('[data-undo]'))
      assertEqual(await text(page), saved, 'the text after undo')
      await changes(page, () => page.click('[data-redo]'))
      assertEqual(await text(page), edited, 'the text after redo')

      // A mistake is told at its place, and the blocks come back with its correction.
      await page.fill('#text', `${edited} (`)
      await page.locator('.qb-broken').waitFor()
      await page.locator('.q-bad').first().waitFor()
      await page.fill('#text', edited)
      await page.locator('#add-w').waitFor()

      // Judging, with the mouse and with keys; the sample size is told.
      const post = await page.locator('.match').first().getAttribute('data-post')
      await page.locator(`#vote-${post} button`).first().click()
      await page.locator(`#vote-${post} .vote-yes`).waitFor()
      await page.locator('.match').nth(1).focus()
      await page.keyboard.press('-')
      await page.locator('.vote-no').waitFor()
      const kpis = await page.locator('.kpis').innerText()
      assert(/50\s*%/.test(kpis), `precision of two judgements: ${kpis}`)
      for (const tab of ['rejected', 'near', 'found']) {
        await page.click(`#tab-${tab}`)
        await page.locator(`#tab-${tab}[aria-current]`).waitFor()
      }

      await page.keyboard.press('Control+s')
      await page.waitForURL(/saved=1/)
      await page.locator('[data-toast]').waitFor()
      await page.click(`a[href="${href}/versions"]`)
      await page.locator('dialog .version').nth(1).waitFor()
      assert((await page.locator('dialog .changes').first().innerText()).includes('zibeline'), 'a version says what it changed')
      await page.locator('dialog .version').nth(1).locator('button').click()
      await page.waitForURL(/returned=1/)
      assertEqual(await text(page), saved, 'the version that came back')

      // What is not saved asks before the page goes.
      await changes(page, () => add(page, 'w', 'loutre'))
      const asked = new Promise((answer) => page.once('dialog', (it) => it.dismiss().then(() => answer(it.type()))))
      await page.locator('.nav a[href="/search"]').click()
      assertEqual(await asked, 'beforeunload', 'the question')
      assert((await text(page)).includes('loutre'), 'one stays with what was written')
      await page.click('[data-leave]')
      await until('the saved query is back', async () => (await text(page)) === saved)

      // A mention says why it is there, and leads to its query.
      await page.goto(`${house.origin}/listen`)
      const column = page.locator(`.col:has(a[href="${href}"])`).first()
      const alone = await column.locator('.acts a[href*="/posts/"]').first().getAttribute('href')
      await page.goto(house.origin + alone)
      await page.locator(`.why a[href="${href}"]`).click()
      await page.waitForURL(house.origin + href)

      // On a phone, and without script.
      const { context } = await openContext(browser, { viewport: PHONE, storageState: await page.context().storageState(), javaScriptEnabled: false })
      const phone = await context.newPage()
      await phone.goto(house.origin + href)
      assertEqual(await overflow(phone), 0, 'what the builder has beside a phone')
      await phone.locator('#add-w').fill('zibeline')
      await phone.keyboard.press('Enter')
      await phone.waitForURL(/add-w=/)
      assert((await text(phone)).includes('zibeline'), 'blocks work without script')
      await context.close()
    },
  },
  {
    name: 'the archive is searched with completion, facets, a timeline and a table, and sent as an address',
    async walk({ page, demo, browser }) {
      await page.goto(`${demo.origin}/search`)
      await page.keyboard.press('Escape')
      await page.locator('#q').pressSequentially('patinoire lan')
      const first = page.locator('.q-comp [role=option]').first()
      await first.waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      assert(/ (langue|lang):$/.test(await page.inputValue('#q')), 'the proposal takes the place of what was typed')
      await page.locator('#q').pressSequentially('fr')
      await page.keyboard.press('Enter')
      await page.waitForURL(/q=patinoire/)
      await until('the archive answers', async () => {
        if ((await page.locator('.match').count()) > 0) return true
        await page.reload()
        return false
      }, ARCHIVE_MS)

      // A facet narrows by itself, and a stretch of the timeline by keys.
      const box = page.locator('.facet-v').filter({ has: page.locator('input[name=author]') }).first()
      const expected = (await box.locator('.facet-n').innerText()).replace(/\D/g, '')
      await box.locator('input').check()
      await page.waitForURL(/author=/)
      const heading = () => page.locator('#search-results h2').innerText()
      await until('only that author is left', async () => (await heading()).replace(/\D/g, '') === expected)
      await page.goBack()
      await page.waitForURL((url) => !url.search.includes('author='))
      await page.locator('.brush-h').first().focus()
      for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight')
      // Without today, where posts still arrive: what is found stays the same from here on.
      await page.locator('.brush-h').last().focus()
      for (let n = 0; n < 2; n++) await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await page.waitForURL(/since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d/)
      const address = page.url()
      const n = await heading()

      // All of it becomes one query, and what it finds is said by the very same posts.
      const query = await page.locator('#search-saves a[href^="/search/save"]').first().getAttribute('href')
      assert(query.includes('since='), 'the days go with what is saved')
      await page.goto(demo.origin + query)
      const written = await page.inputValue('#text')
      assert(/patinoire/.test(written) && /(langue|lang):fr/.test(written) && /(depuis|since):\d{4}/.test(written), written)
      await page.goto(`${demo.origin}/search?q=${encodeURIComponent(written)}`)
      assertEqual(await heading(), n, 'what the query finds')
      await page.goto(address)

      // The same address shows a colleague the same, on a phone too; the table has the same posts.
      const { context } = await openContext(browser, { viewport: PHONE, storageState: await page.context().storageState() })
      const phone = await context.newPage()
      await phone.goto(address)
      assertEqual(await phone.locator('#search-results h2').innerText(), n, 'what the address shows')
      assertEqual(await overflow(phone), 0, 'what the search has beside a phone')
      await context.close()
      await page.locator('.srch-r .seg-o').nth(1).click()
      await page.locator('.tbl-cards caption').waitFor()

      // Nothing found proposes what to leave out: what is ticked, or a word.
      await page.goto(`${demo.origin}/search?q=patinoire&lang=br&network=sandbox`)
      await page.locator('#search-results [data-empty] a').first().click()
      await page.waitForURL((url) => !url.searchParams.has('lang') && url.searchParams.get('network') === 'sandbox')
      await page.locator('.match .why-l a[href^="/search/save"]').first().waitFor()
      await page.fill('#q', 'patinoire zibeline')
      await page.keyboard.press('Enter')
      await page.locator('#search-results [data-empty] a').first().click()
      await page.waitForURL((url) => url.searchParams.get('q') === 'patinoire')
      await page.locator('.match').first().waitFor()
    },
  },
]
