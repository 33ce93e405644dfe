// Boards and their columns: made, shared, ordered by hand, by keys and by menu, and put back.
import { assert, assertEqual, until } from '../harness.mjs'

const texts = (locator) => locator.allInnerTexts().then((all) => all.map((it) => it.trim()))
const titles = (page) => texts(page.locator('vigie-live [data-column] h2'))

const open = async (page, demo) => {
  await page.goto(`${demo.origin}/listen`)
  await page.locator('[data-column] article').first().waitFor()
}

/** Opens the menu of the board and takes what `selector` names. */
const choose = async (page, selector) => {
  await page.locator('.top details.menu > summary').click()
  await page.locator(`.top details.menu ${selector}`).click()
}

export default [
  {
    name: 'a board is made for oneself, renamed, shared, put elsewhere, removed and put back',
    async walk({ page, demo }) {
      await open(page, demo)
      const tabs = page.locator('nav.tabs a[data-board]')
      const here = page.locator('nav.tabs a[aria-current=page]')
      const before = await texts(tabs)
      const dialog = page.locator('dialog[open]')
      await choose(page, 'a[href="/boards/new"]')
      await dialog.locator('[name=name]').fill('Essai')
      await dialog.locator('[name=shared][value=false]').check({ force: true })
      await dialog.locator('[type=submit]').click()
      await here.filter({ hasText: 'Essai' }).waitFor()
      assertEqual(await here.locator('svg').count(), 1, 'locks on a board of one’s own')

      await choose(page, 'a[href$="/edit"]')
      await dialog.locator('[name=name]').fill('Essai partagé')
      await dialog.locator('[name=shared][value=true]').check({ force: true })
      await dialog.locator('[type=submit]').click()
      await here.filter({ hasText: 'Essai partagé' }).waitFor()
      assertEqual(await here.locator('svg').count(), 0, 'locks on a shared board')

      assertEqual((await texts(tabs)).at(-1), 'Essai partagé', 'the last board')
      await choose(page, 'form[action$="/move"] >> nth=0 >> button')
      await until('the board is one place further left', async () => (await texts(tabs)).at(-2) === 'Essai partagé')

      await choose(page, 'form[action$="/remove"] button')
      await until('the board is gone', async () => (await tabs.count()) === before.length)
      await page.locator('.toast form[action$="/restore"] button').click()
      await until('the board is back at its place', async () => (await texts(tabs)).at(-2) === 'Essai partagé')
      await tabs.filter({ hasText: 'Essai partagé' }).click()
      await here.filter({ hasText: 'Essai partagé' }).waitFor()
      await choose(page, 'form[action$="/remove"] button')
      await until('the boards are as they were', async () => (await texts(tabs)).join() === before.join())
    },
  },
  {
    name: 'columns and tabs change places by drag, by keys and by menu, and keep them',
    expects: ['409'],
    async walk({ page, demo }) {
      await open(page, demo)
      const before = await titles(page)
      const columns = page.locator('vigie-live [data-column]')
      const isNow = (order, how) => until(`columns are ${order} ${how}`, async () => (await titles(page)).slice(0, 3).join() === order.map((n) => before[n]).join())
      /** Does what moves something, and waits until the server has kept it. */
      const kept = async (path, move) => {
        const [answer] = await Promise.all([page.waitForResponse((it) => it.url().endsWith(path) && it.request().method() === 'POST'), move()])
        assertEqual(answer.status(), 303, `the answer to ${answer.url()}`)
      }
      const said = (word) => until(`« ${word} » is said`, () => page.locator('#said').evaluate((it, word) => it.textContent.includes(word), word))

      // Before the middle of the third: between the second and the third.
      const [source, over] = [columns.nth(0).locator('.col-h'), columns.nth(2).locator('.col-h')]
      await kept('/move', () => source.dragTo(over, { sourcePosition: { x: 60, y: 50 }, targetPosition: { x: 8, y: 50 } }))
      await isNow([1, 0, 2], 'after the drag')
      await page.reload()
      await isNow([1, 0, 2], 'after a reload')

      // Taken, moved, and put back: nothing changed. Going elsewhere puts it back too. Then put down.
      const take = async () => {
        await columns.nth(1).focus()
        await page.keyboard.press('m')
        await page.keyboard.press('ArrowRight')
        await isNow([1, 2, 0], 'in hand')
      }
      await take()
      await page.keyboard.press('Escape')
      await isNow([1, 0, 2], 'after Escape')
      await said('annulé')
      await take()
      await columns.nth(0).focus()
      await isNow([1, 0, 2], 'after going elsewhere')
      await take()
      await kept('/move', () => page.keyboard.press('Enter'))
      await isNow([1, 2, 0], 'after Enter')
      await columns.nth(2).locator('summary').first().focus()
      await columns.nth(0).focus()
      await isNow([1, 2, 0], 'when the focus moves on')

      // One the server refuses goes back, and that is said.
      await page.route('**/move', (route) => route.fulfill({ status: 409 }))
      await columns.nth(1).focus()
      await page.keyboard.press('m')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await page.locator('.toast').waitFor()
      await isNow([1, 2, 0], 'after a refusal')
      await page.unroute('**/move')

      // By the menu, back to where they were.
      for (const [from, to] of [[2, [1, 0, 2]], [1, [0, 1, 2]]]) {
        const move = columns.nth(from).locator('form[action$="/move"]').first()
        await until('the menu knows the new order', async () => (await move.locator('[name=position]').getAttribute('value')) === String(from - 1))
        const menu = columns.nth(from).locator('.col-h details.menu')
        await until('the menu is open', async () => {
          // The header may be drawn anew under the pointer.
          if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click()
          return move.locator('button').isVisible()
        })
        await kept('/move', () => move.locator('button').click())
        await isNow(to, 'by the menu')
      }

      // Tabs by the same keys.
      const tabs = page.locator('nav.tabs a[data-board]')
      const boards = await texts(tabs)
      const tabsAre = (order, how) => until(`tabs are ${order} ${how}`, async () => (await texts(tabs)).join() === order.join())
      const swapped = [boards[1], boards[0], ...boards.slice(2)]
      await tabs.nth(0).focus()
      await page.keyboard.press('m')
      await page.keyboard.press('ArrowRight')
      await tabsAre(swapped, 'in hand')
      await page.keyboard.press('Escape')
      await tabsAre(boards, 'after Escape')
      for (const [key, order] of [['ArrowRight', swapped], ['ArrowLeft', boards]]) {
        await page.locator('.top details.menu > summary').click()
        await page.locator('.top [data-grab-tab]').click()
        await page.keyboard.press(key)
        await kept('/move', () => page.keyboard.press('Enter'))
        await said(boards[0])
        await tabsAre(order, 'after Enter')
      }
      await page.reload()
      assertEqual([await titles(page), await texts(tabs)], [before, boards], 'columns and tabs in the end')
    },
  },
  {
    name: 'columns begin from templates, and removals are undone by a key',
    async walk({ page, demo }) {
      await open(page, demo)
      const before = await titles(page)
      await page.locator('.top a[data-command=add_column]').click()
      await page.locator('dialog[open] .tpls a').first().waitFor()
      const templates = await page.$$eval('dialog[open] .tpls a', (all) => all.map((it) => it.getAttribute('href')))
      assertEqual(templates.length, 6, 'ways to begin a column')
      for (const href of templates) {
        await page.goto(demo.origin + href)
        assert((await page.locator('main form :is(input:not([type=hidden]), textarea, select)').count()) > 0, `${href} has something to fill`)
      }
      await page.goto(demo.origin + templates.find((it) => it.includes('kind=tags')))
      await page.locator('main form :is(input, textarea)[name=value]').fill('patinoire musée')
      await page.locator('main form [type=submit]').last().click()
      const made = page.locator('vigie-live [data-column]').last()
      await until('the column is there', async () => (await titles(page)).length === before.length + 1)
      const query = await made.locator('h2').getAttribute('title')
      assert(query.includes('#patinoire') && query.includes('#musée'), `the query made of two hashtags: ${query}`)
      await made.locator('.col-h details.menu > summary').click()
      await made.locator('form[action$="/remove"] button').click()
      await page.locator('.toast').waitFor()
      await page.keyboard.press('z')
      await until('the column is back', async () => (await titles(page)).length === before.length + 1)
      await made.locator('.col-h details.menu > summary').click()
      await made.locator('form[action$="/remove"] button').click()
      await until('the columns are as they were', async () => (await titles(page)).join() === before.join())
    },
  },
  {
    name: 'a picture opens large with its description, and gives the place back',
    async walk({ page, demo }) {
      await open(page, demo)
      // This very one: a newer picture may arrive above it. The posts of this hour may have none: read on.
      const link = await until('a described picture is found', async () => {
        await page.$$eval('[data-column] .feed', (feeds) => feeds.forEach((it) => (it.scrollTop = it.scrollHeight)))
        return page.$('a[data-picture]:has(.alt)')
      })
      await link.focus()
      await page.keyboard.press('Enter')
      const viewer = page.locator('dialog.viewer[open]')
      const shown = viewer.locator('img')
      await shown.waitFor()
      const alt = await link.$eval('img', (it) => it.alt)
      assertEqual(await shown.getAttribute('alt'), alt, 'the description of the large picture')
      assertEqual((await viewer.locator('[data-alt]').innerText()).trim(), alt, 'the description, for all to read')
      await viewer.locator('[data-view=zoom]').click()
      await page.locator('dialog.viewer-zoomed').waitFor()
      await page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'detached' })
      assert(await link.evaluate((it) => it === document.activeElement), 'the focus is back on the picture')
    },
  },
]
