// The other pages: sources, settings, and posts that mean harm.
import { assert, assertEqual, until } from '../harness.mjs'

export default [
  {
    name: 'sources tell their state, refuse private addresses, pause, resume, go and come back',
    expects: ['422', '400'],
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/sources`)
      const rows = page.locator('main table tbody tr')
      await rows.first().waitFor()
      const before = await rows.count()
      assert(before >= 2, 'the demo has a network and a press')

      // In the order asked for, and as a file.
      await page.locator('th a.sort[href*="sort=received"]').click()
      await page.locator('th[aria-sort=descending]').waitFor()
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('a[href="/sources.csv"]').click()])
      assertEqual(file.suggestedFilename(), 'vigie-sources.csv', 'the name of the file')

      await page.locator('.top a[href="/sources/new"]').click()
      await page.locator('main a[href$="kind=feed"]').click()
      const form = page.locator('main form[action="/sources"]')
      await form.locator('[name=address]').fill('http://127.0.0.1:9/feed.xml')
      await form.locator('[type=submit]').click()
      await page.locator('[aria-invalid=true]').first().waitFor()
      await page.goto(`${demo.origin}/sources`)
      assertEqual(await rows.count(), before, 'sources after a refused address')

      await rows.last().locator('a').first().click()
      const toggle = (value) => page.locator(`form[action$="/enabled"]:has(input[name=enabled][value=${value}]) button`)
      await toggle('false').click()
      await toggle('true').waitFor()
      await toggle('true').click()
      await toggle('false').waitFor()
      assert((await page.locator('main svg[role=img]').count()) > 0, 'coverage is drawn')

      // A feed of the press is removed at once, and put back as it was.
      await page.goto(`${demo.origin}/sources`)
      const press = rows.first().locator('a').first()
      const [name, address] = [await press.innerText(), await press.getAttribute('href')]
      await press.click()
      await page.locator('.top form[action$="/remove"] button').click()
      await page.locator('.toast', { hasText: name }).waitFor()
      assertEqual(await rows.count(), before - 1, 'sources after one was removed')
      await page.locator('.toast form[action$="/restore"] button').click()
      await page.waitForURL(`**${address}`)
      assertEqual((await page.locator('h1').innerText()).trim(), name, 'the source that came back')
    },
  },
  {
    name: 'language, colours and density are chosen once and kept',
    async walk({ page, demo }) {
      const root = page.locator('html')
      const choose = async (name, value) => {
        await page.goto(`${demo.origin}/settings`)
        await page.locator(`[name=${name}][value=${value}]`).check({ force: true })
        await page.locator('vigie-settings [type=submit]').click()
        await page.locator('.app h1').waitFor()
      }
      await choose('locale', 'en')
      await page.goto(`${demo.origin}/listen`)
      assertEqual(await root.getAttribute('lang'), 'en', 'the language of the page')
      await choose('locale', 'fr')
      await page.goto(`${demo.origin}/listen`)
      assertEqual(await root.getAttribute('lang'), 'fr', 'the language of the page')

      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const light = await ground()
      await choose('theme', 'dark')
      await page.goto(`${demo.origin}/listen`)
      assertEqual(await root.getAttribute('data-theme'), 'dark', 'the theme')
      assert((await ground()) !== light, 'the dark ground is another')
      await choose('density', 'compact')
      await page.goto(`${demo.origin}/listen`)
      assertEqual(await root.getAttribute('data-density'), 'compact', 'the density')
      await choose('density', 'comfort')
      await choose('theme', 'system')
      await until('the theme is the system’s', async () => (await root.getAttribute('data-theme')) === null)
    },
  },
  {
    name: 'posts are inert, whatever they hold',
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/listen`)
      await page.locator('[data-column] article').first().waitFor()
      const boards = await page.$$eval('nav.tabs a', (all) => all.map((it) => it.href))
      let articles = 0
      for (const board of boards) {
        await page.goto(board)
        await page.locator('main').waitFor()
        const found = await page.$$eval('article', (all) =>
          all.map((article) => {
            const bad = []
            for (const element of article.querySelectorAll('*')) {
              if (/^(script|iframe|object|embed|style|link|meta|base|form|input)$/i.test(element.localName)) bad.push(element.localName)
              for (const { name, value } of element.attributes) {
                if (/^on|^style$|^srcdoc$/i.test(name)) bad.push(`${element.localName} ${name}`)
                if (/^(href|src)$/i.test(name) && !/^(https?:\/\/|\/|#)/.test(value)) bad.push(`${name}=${value}`)
              }
              const isOut = element.localName === 'a' && element.origin !== location.origin
              const rel = (element.getAttribute('rel') ?? '').split(' ')
              if (isOut && !['noopener', 'noreferrer', 'nofollow', 'ugc'].every((it) => rel.includes(it))) bad.push(`rel of ${element.href}`)
              if (element.localName === 'img' && new URL(element.src).origin !== location.origin) bad.push(`img ${element.src}`)
            }
            return bad
          }),
        )
        articles += found.length
        assertEqual(found.flat(), [], `what posts brought into ${board}`)
      }
      assert(articles > 50, `only ${articles} posts were looked at`)
    },
  },
]
