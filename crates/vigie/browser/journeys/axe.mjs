// Every page, in both languages, light and dark, on a desk and on a phone: no breach of WCAG 2.2 AA or of
// good practice that axe can see.
import { createRequire } from 'node:module'

import { DESK, PHONE, speak } from '../harness.mjs'
import { discover } from '../pages.mjs'

const { source } = createRequire(import.meta.url)('axe-core')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Elements told of each breach; the others have the same cause. */
const NODES_MAX = 5

/** The page's breaches, a line for each element, and how many rules it passed. */
async function judge(page) {
  await page.evaluate(source)
  const { violations, passes } = await page.evaluate(
    (values) => axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations', 'passes'] }),
    TAGS,
  )
  const told = (it) => it.nodes.slice(0, NODES_MAX).map((node) => `${it.id}: ${node.target.join(' ')} (${it.help})`)
  return { breaches: violations.flatMap(told), passed: passes.length }
}

/** Looks at `places` and answers with a total; a breach is an error that names its page. */
async function look(page, places, origin, where) {
  const found = []
  let passed = 0
  for (const { name, path } of places) {
    await page.goto(origin + path)
    const judged = await judge(page)
    passed += judged.passed
    found.push(...judged.breaches.map((breach) => `${name}, ${where}: ${breach}`))
  }
  if (found.length > 0) throw new Error(`axe found:\n${found.join('\n')}`)
  return { pages: places.length, passed, breaches: 0 }
}

const sum = (a, b) => ({ pages: a.pages + b.pages, passed: a.passed + b.passed, breaches: a.breaches + b.breaches })

const journeys = ['light', 'dark'].map((colorScheme) => ({
  name: `every page is accessible, ${colorScheme}`,
  // The policy of the page would refuse axe, which is not ours.
  options: { colorScheme, bypassCSP: true },
  expects: ['404'],
  async walk({ page, demo }) {
    const places = await discover(page, demo.origin)
    let total = { pages: 0, passed: 0, breaches: 0 }
    try {
      for (const [locale, language] of [['en', 'English'], ['fr', 'French']]) {
        await speak(page, demo, locale)
        for (const [where, viewport] of [['a desk', DESK], ['a phone', PHONE]]) {
          await page.setViewportSize(viewport)
          total = sum(total, await look(page, places, demo.origin, `in ${language}, on ${where}`))
        }
      }
    } finally {
      await speak(page, demo, 'fr')
    }
    return { axe: total }
  },
}))

journeys.push({
  name: 'the door is accessible, and so is the page without a server',
  isStranger: true,
  options: { bypassCSP: true },
  expects: ['503'],
  async walk({ page, demo, start }) {
    const house = await start('serve', ['--listen', '127.0.0.1:0'])
    // The page for when there is no server would leave as soon as it finds one.
    await page.route('**/healthz', (route) => route.fulfill({ status: 503 }))
    const strangers = [{ name: 'sign-in', path: '/sign-in' }, { name: 'offline', path: '/offline/fr' }]
    const door = await look(page, strangers, demo.origin, 'in French')
    return { axe: sum(door, await look(page, [{ name: 'first run', path: '/' }], house.origin, 'in French')) }
  },
})

export default journeys
