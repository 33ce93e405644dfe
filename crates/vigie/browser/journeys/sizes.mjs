// On a phone, and without script.
import { PHONE, assert, assertEqual, signIn } from '../harness.mjs'

export default [
  {
    name: 'a phone shows one column a screen, with chips to change it',
    options: { viewport: PHONE, hasTouch: true, isMobile: true },
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/listen`)
      const columns = page.locator('vigie-live [data-column]')
      await columns.first().locator('article').first().waitFor()
      const box = await columns.first().boundingBox()
      assert(box.width > PHONE.width * 0.85 && box.width <= PHONE.width, `a column is ${box.width} pixels wide`)
      await page.locator('nav.chips a').nth(1).tap()
      await columns.nth(1).and(page.locator(':visible')).waitFor()
      await page.waitForFunction(() => {
        const second = document.querySelectorAll('vigie-live [data-column]')[1].getBoundingClientRect()
        return second.left >= -1 && second.right <= innerWidth + 1
      })
      await page.locator('nav.chips a').nth(1).and(page.locator('[aria-current=true]')).waitFor()
      await page.locator('nav.bottom a[href="/sources"]').tap()
      await page.waitForURL('**/sources')
    },
  },
  {
    name: 'without script one signs in, reads, pauses, adds and removes a column',
    isStranger: true,
    options: { javaScriptEnabled: false },
    expects: ['422'],
    async walk({ page, demo }) {
      await signIn(page, demo)
      const columns = page.locator('vigie-live [data-column]')
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
    },
  },
]
