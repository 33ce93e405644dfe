// On a phone, and without script.
import { PHONE, assert, assertEqual, signIn, until } from '../harness.mjs'

export default [
  {
    name: 'a phone shows one column a screen, with chips or a swipe to change it and Back to return',
    options: { viewport: PHONE, hasTouch: true, isMobile: true },
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/listen`)
      const columns = page.locator('vigie-live [data-column]')
      await columns.first().locator('article').first().waitFor()
      const box = await columns.first().boundingBox()
      assert(box.width > PHONE.width * 0.85 && box.width <= PHONE.width, `a column is ${box.width} pixels wide`)
      const fills = (n) => columns.nth(n).evaluate((it) => {
        const { left, right } = it.getBoundingClientRect()
        return left >= -1 && right <= innerWidth + 1
      })
      /** The column in sight is the `n`th, and its chip says so. */
      const isAt = async (n, how) => {
        await until(`column ${n} fills the screen ${how}`, () => fills(n))
        await page.locator('nav.chips a').nth(n).and(page.locator('[aria-current=true]')).waitFor()
      }
      await isAt(0, 'at first')
      await page.locator('nav.chips a').nth(1).tap()
      await isAt(1, 'after its chip')
      const hand = await page.context().newCDPSession(page)
      const inSight = () => columns.evaluateAll((all) => all.findIndex((it) => Math.abs(it.getBoundingClientRect().left) <= 1))
      const rests = () => until('the board rests at a column', async () => (await page.locator('.deck').evaluate(async (it) => {
        const before = it.scrollLeft
        for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame)
        return it.scrollLeft === before
      })) && (await inSight()) >= 0)
      /** Draws a finger over the screen, again where a busy browser made something else of it. */
      const swipe = async (way, n) => {
        const seen = []
        const drawn = async () => {
          await rests()
          const touch = (type, part) => hand.send('Input.dispatchTouchEvent', { type, touchPoints: part === undefined ? [] : [{ x: PHONE.width * (0.5 + way * part), y: PHONE.height / 2 }] })
          // Frame by frame, and a rest before the finger goes: what comes at once is a hand so fast that it
          // goes on beyond.
          const frames = (n) => page.evaluate(async (n) => {
            for (let frame = 0; frame < n; frame += 1) await new Promise(requestAnimationFrame)
          }, n)
          await touch('touchStart', -0.3)
          for (const part of [-0.2, -0.1, 0, 0.1, 0.2, 0.3]) {
            await touch('touchMove', part)
            await frames(1)
          }
          await frames(10)
          await touch('touchEnd')
          await rests()
          seen.push(await inSight())
          assert([n, n + way].includes(seen.at(-1)), `one swipe from column ${n + way} went to column ${seen.at(-1)}`)
          return seen.at(-1) === n
        }
        await until(`a swipe brings column ${n}`, drawn).catch((error) => {
          throw new Error(`${error.message}; in sight after each: ${seen.join(', ')}`)
        })
      }
      await swipe(-1, 2)
      await isAt(2, 'after a swipe')
      await swipe(1, 1)
      await isAt(1, 'after a swipe back')
      await page.goBack()
      await isAt(2, 'after Back')
      await page.goBack()
      await isAt(1, 'after Back again')
      await page.locator('nav.bottom a[href="/sources"]').tap()
      await page.waitForURL('**/sources')
      // Rows are cards: what heads are pressed for elsewhere is in a menu.
      await page.locator('.tbl-order summary').tap()
      await page.locator('.tbl-order a[href*="sort=received"]').tap()
      await page.waitForURL('**/sources?sort=received&order=desc')
    },
  },
  {
    name: 'without script one reads, and every form does its work',
    isStranger: true,
    options: { javaScriptEnabled: false },
    expects: ['422'],
    async walk({ page, demo }) {
      await signIn(page, demo)
      await page.locator('nav.nav a[href="/listen"]').click()
      const columns = page.locator('vigie-live [data-column]')
      await columns.first().waitFor()
      const before = await columns.count()
      assert((await page.locator('[data-column] article').count()) > 0, 'posts are in the page itself')
      await page.locator('[data-pause-all=true] button').click()
      await page.locator('[data-pause-all=false] button').click()
      await page.locator('[data-pause-all=true] button').waitFor()

      await page.locator('.top a[href$="/columns/new"]').click()
      await page.locator('main a[href$="kind=query"]').click()
      await page.locator('[name=title]').fill('Sans script')
      await page.locator('textarea').fill('(patinoire OU ')
      await page.locator('main form button.btn-p').click()
      await page.locator('main .q-item').first().waitFor()
      await page.locator('textarea').fill('patinoire')
      await page.locator('main form button.btn-p').click()
      const made = columns.filter({ has: page.locator('h2', { hasText: 'Sans script' }) })
      await made.waitFor()
      await made.locator('.col-h details.menu > summary').click()
      await made.locator('form[action$="/remove"] button').click()
      await page.waitForURL('**/listen/**')
      assertEqual(await columns.count(), before, 'columns in the end')

      const send = (form) => page.locator(`main form[action="${form}"] [type=submit]`).first().click()
      // Search, and the site map.
      await page.goto(`${demo.origin}/find`)
      await page.locator('main [name=q]').fill('sources')
      await page.locator('main form [type=submit]').first().click()
      await page.locator('main a[href="/sources"]').first().click()
      await page.waitForURL('**/sources')

      // A source is refused where its address is wrong, and what was typed is kept.
      await page.locator('.top a[href="/sources/new"]').click()
      await page.locator('main a[href$="kind=feed"]').click()
      await page.locator('[name=address]').fill('http://127.0.0.1:9/feed.xml')
      await send('/sources')
      await page.locator('[name=address][aria-invalid=true]').waitFor()
      assertEqual(await page.locator('[name=address]').inputValue(), 'http://127.0.0.1:9/feed.xml', 'the address typed')

      // A board, and a list of authors, made and taken away again.
      await page.goto(`${demo.origin}/boards/new`)
      await page.locator('[name=name]').fill('Sans script')
      await send('/boards/new')
      await page.locator('nav.tabs a[aria-current=page]', { hasText: 'Sans script' }).waitFor()
      await page.locator('.top details.menu > summary').click()
      await page.locator('.top form[action$="/remove"] button').click()
      await page.locator('.toast form[action$="/restore"] button').waitFor()
      await page.goto(`${demo.origin}/lists/new`)
      await page.locator('[name=name]').fill('Sans script')
      await page.locator('[name=handles]').fill('@lucie')
      await send('/lists/new')
      await page.locator('main tr, main li').filter({ hasText: 'Sans script' }).locator('form[action$="/remove"] button').click()
      await page.locator('form[action^="/lists/"][action$="/restore"] button').waitFor()

      // Settings say that they were kept.
      await page.goto(`${demo.origin}/settings`)
      await page.locator('[name=density][value=compact]').check({ force: true })
      await send('/settings')
      await page.locator('html[data-density=compact]').waitFor()
      await page.locator('[name=density][value=comfort]').check({ force: true })
      await send('/settings')
      await page.locator('html:not([data-density=compact])').waitFor()
      await page.locator('main form[action="/sign-out"] [type=submit]').click()
      await page.locator('form[action="/sign-in"]').waitFor()
    },
  },
]
