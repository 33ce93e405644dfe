// Every page, light and dark, on a desk and on a phone: no breach of WCAG 2.2 AA that axe can see.
import { createRequire } from 'node:module'

import { DESK, PHONE } from '../harness.mjs'
import { discover } from '../pages.mjs'

const { source } = createRequire(import.meta.url)('axe-core')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The page's breaches, a line for each element. */
async function breaches(page) {
  await page.evaluate(source)
  const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: 'tag', values } }), TAGS)
  return violations.flatMap((it) => it.nodes.slice(0, 5).map((node) => `${it.id}: ${node.target.join(' ')} (${it.help})`))
}

async function look(page, places, origin) {
  const found = []
  for (const { name, path } of places) {
    await page.goto(origin + path)
    for (const breach of await breaches(page)) found.push(`${name}: ${breach}`)
  }
  if (found.length > 0) throw new Error(`axe found:\n${found.join('\n')}`)
}

const journeys = []
for (const colorScheme of ['light', 'dark']) {
  for (const [where, viewport] of [['a desk', DESK], ['a phone', PHONE]]) {
    journeys.push({
      name: `every page is accessible, ${colorScheme}, on ${where}`,
      // The policy of the page would refuse axe, which is not ours.
      options: { colorScheme, viewport, bypassCSP: true },
      expects: ['404'],
      async walk({ page, demo }) {
        await look(page, await discover(page, demo.origin), demo.origin)
      },
    })
  }
}

journeys.push({
  name: 'the door is accessible',
  isStranger: true,
  options: { bypassCSP: true },
  async walk({ page, demo, start }) {
    await look(page, [{ name: 'sign-in', path: '/sign-in' }], demo.origin)
    const house = await start('serve', ['--listen', '127.0.0.1:0'])
    await look(page, [{ name: 'first run', path: '/' }], house.origin)
  },
})

export default journeys
