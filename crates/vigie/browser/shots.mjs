// Pictures of every page, light and dark, on a desk and on a phone, in French and English; with a folder of
// mock-ups as its argument, also a page that shows ours beside them.  node shots.mjs [FOLDER]
import { join } from 'node:path'

import { writeBeside } from './beside.mjs'
import { DESK, PHONE, launchBrowser, openContext, signIn, speak, startVigie, until } from './harness.mjs'
import { discover } from './pages.mjs'

const SIZES = { 1440: DESK, 390: PHONE }

const browser = await launchBrowser()
const demo = await startVigie('demo', ['--port', '0'])
try {
  for (const [locale, tag] of [['fr', 'fr-FR'], ['en', 'en-GB']]) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [width, viewport] of Object.entries(SIZES)) {
        const { context } = await openContext(browser, { viewport, colorScheme, locale: tag })
        const page = await context.newPage()
        const shoot = async (name) => {
          const path = join(process.env.VIGIE_ARTEFACTS, `${name}-${colorScheme}-${width}-${locale}.png`)
          await until('fonts are there', () => page.evaluate(() => document.fonts.status === 'loaded'))
          await page.screenshot({ path })
          console.log(path)
        }
        await page.goto(demo.origin)
        await shoot('sign-in')
        await signIn(page, demo)
        await speak(page, demo, locale)
        for (const { name, path } of await discover(page, demo.origin)) {
          await page.goto(demo.origin + path)
          await shoot(name)
        }
        await context.close()
      }
    }
  }
  const [, , mockups] = process.argv
  if (mockups) console.log(writeBeside(process.env.VIGIE_ARTEFACTS, mockups))
} finally {
  await browser.close()
  await demo.stop()
}
