// Home: one lands there, reads what happened, and every line leads to where one acts on it.
import { assert, assertEqual, signIn } from '../harness.mjs'

export default [
  {
    name: 'one lands at home, reads what happened and is led to it',
    isStranger: true,
    async walk({ page, demo }) {
      await signIn(page, demo)
      assertEqual(new URL(page.url()).pathname, '/', 'where one lands after the door')
      assert((await page.locator('h1').innerText()).startsWith('Bonjour '), 'one is greeted')
      const cards = await page.$$eval('main section[aria-labelledby]', (all) => all.map((it) => document.getElementById(it.getAttribute('aria-labelledby')).textContent.trim() !== ''))
      assert(cards.length >= 6 && cards.every(Boolean), `cards and their names: ${cards}`)
      assertEqual(await page.locator('.card-err').count(), 0, 'cards that could not be read')

      // The picture says itself in a sentence, and its figures are one press away.
      const picture = page.locator('svg.watch')
      const said = await picture.getAttribute('aria-label')
      assert(/\d/.test(said) && said.includes('depuis'), `the sentence of the picture: ${said}`)
      const bars = await picture.locator('rect:not(.ch-away)').count()
      await page.locator('.twin > summary').focus()
      await page.keyboard.press('Enter')
      await page.locator('.twin table').waitFor()
      assertEqual(await page.locator('.twin tbody tr').count(), bars, 'rows of the table, as many as bars')

      // What is unread leads to its column, a word that rises to a query that follows it.
      const column = page.locator('.home-side a[href*="#col_"]').first()
      const href = await column.getAttribute('href')
      await column.click()
      await page.waitForURL(`**${href}`)
      await page.locator(`[id="${href.split('#')[1]}"]`).waitFor()
      await page.goto(`${demo.origin}/`)
      const rising = page.locator('.rise a').first()
      const term = (await rising.innerText()).trim()
      await rising.click()
      const query = page.locator('dialog[open] textarea')
      await query.waitFor()
      assertEqual(await query.inputValue(), `"${term}"`, 'the query that follows a word')
    },
  },
]
