// What goes with every page: search by Ctrl K, the keys, the page for when there is no server.
import { assert, assertEqual, breakableLink, until } from '../harness.mjs'

export default [
  {
    name: 'Ctrl K finds a place and goes there by keys alone',
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/`)
      const palette = page.locator('dialog.palette[open]')
      const chosen = palette.locator('[role=option][aria-selected=true]')
      await page.keyboard.press('Control+k')
      await palette.locator('[role=option]').first().waitFor()
      // Without its accent, as one types in haste.
      await page.keyboard.type('reglages')
      await chosen.filter({ hasText: 'Réglages' }).waitFor()
      const named = await page.evaluate(() => document.activeElement.getAttribute('aria-activedescendant'))
      assertEqual(named, await chosen.getAttribute('id'), 'the option that assistive technology is told of')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/settings')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('zzqqxx')
      await until('nothing is found, and that is said', async () => (await palette.locator('[role=option]').count()) === 0 && (await palette.locator('[data-say]').innerText()).trim() !== '')
      // Once empties the field, twice closes.
      await page.keyboard.press('Escape')
      await chosen.waitFor()
      await page.keyboard.press('Escape')
      await palette.waitFor({ state: 'detached' })
      // The same place is a page, for a link or without script.
      await page.goto(`${demo.origin}/find?q=patinoire`)
      assert((await page.locator('main a', { hasText: 'Patinoire' }).count()) > 0, 'a column is found by its name')
    },
  },
  {
    name: 'keys are told on demand, changed, refused when taken, and turned off',
    expects: ['422'],
    async walk({ page, demo }) {
      const settings = async () => {
        await page.goto(`${demo.origin}/settings`)
        return page.locator('form[action="/settings/keys"]')
      }
      const save = (form) => form.locator('[type=submit]:not([name=reset])').click()
      await page.goto(`${demo.origin}/`)
      await page.keyboard.press('?')
      await page.locator('dialog[open] kbd').first().waitFor()
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
      await page.keyboard.press('g')
      await page.keyboard.press('v')
      await page.waitForURL('**/listen**')

      let form = await settings()
      await form.locator('[name=key_next]').fill('p')
      await save(form)
      await page.locator('[name=key_next][aria-invalid=true]').waitFor()
      form = await settings()
      await form.locator('[name=key_next]').fill('h')
      await save(form)
      await page.waitForURL('**/settings?**')
      await page.goto(`${demo.origin}/listen`)
      await page.locator('[data-column] article').first().waitFor()
      const isOnPost = () => page.evaluate(() => document.activeElement.matches('article'))
      await page.keyboard.press('j')
      assert(!(await isOnPost()), 'the usual key no longer acts')
      await page.keyboard.press('h')
      assert(await isOnPost(), 'the chosen key acts')

      form = await settings()
      await form.locator('[name=reset]').click()
      await page.waitForURL('**/settings?**')
      const toggle = page.locator('input[name=single_keys]:not([type=hidden])')
      const choose = async (on) => {
        await settings()
        await toggle.setChecked(on, { force: true })
        await page.locator('form:has(input[name=single_keys]) [type=submit]').click()
        await page.waitForURL('**/settings?**')
        await page.goto(`${demo.origin}/`)
      }
      await choose(false)
      await page.keyboard.press('?')
      await page.keyboard.press('Control+k')
      await page.locator('dialog.palette[open]').waitFor()
      assertEqual(await page.locator('dialog[open]').count(), 1, 'dialogs after a single key that is off and Ctrl K')
      await choose(true)
      await page.keyboard.press('?')
      await page.locator('dialog[open] kbd').first().waitFor()
    },
  },
  {
    name: 'without the server a page says what is safe, comes back with it, and tells of a newer one',
    expects: ['net::ERR_', 'Failed to fetch'],
    async walk({ page, demo }) {
      const link = await breakableLink(new URL(demo.origin).port)
      try {
        await page.goto(`${link.origin}/sources`)
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
        await until('the service worker is in charge', () => page.evaluate(() => navigator.serviceWorker.controller !== null))
        link.cut()
        await page.goto(`${link.origin}/sources`)
        await page.locator('[data-offline]').waitFor()
        assertEqual(await page.locator('h1').count(), 1, 'headings of the page without a server')
        const kept = await page.evaluate(async () => {
          const names = await caches.keys()
          const all = await Promise.all(names.map(async (it) => (await (await caches.open(it)).keys()).map((request) => new URL(request.url).pathname)))
          return all.flat()
        })
        assert(!kept.some((path) => /^\/(listen|sources|settings|columns|lists)?$/.test(path)), `private pages that are kept: ${kept}`)
        link.mend()
        await page.locator('main table').waitFor({ timeout: 60_000 })

        // A newer program says so once, and what one reads stays until one asks.
        const strip = page.locator('#updated')
        await strip.waitFor({ state: 'hidden' })
        link.renew()
        await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()).then(() => undefined))
        await strip.waitFor({ state: 'visible' })
        await strip.locator('a').click()
        await page.waitForURL('**/sources')
        await strip.waitFor({ state: 'hidden' })
      } finally {
        link.close()
      }
    },
  },
]
