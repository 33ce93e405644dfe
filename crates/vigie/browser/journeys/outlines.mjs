// What each page means, as text: landmarks, headings, things to press and to fill, in their order. What the
// city says and what clocks show is left out, so that a difference is a change of the interface.
// `VIGIE_UPDATE=1 cargo xtask browser --only outlines` writes the files anew; the difference is the review.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { until } from '../harness.mjs'
import { discover } from '../pages.mjs'

const folder = process.env.VIGIE_OUTLINES

/** The page in words. */
const outline = (page) =>
  page.evaluate(() => {
    /** What people and clocks write. */
    const LIVE = 'article, [role=feed], tbody, dd, time, svg, .strips, .toasts, main li:not(:has(input, select, textarea)), .live'
    const TOLD = 'header, nav, main, aside, form, h1, h2, h3, a[href], button, input:not([type=hidden]), select, textarea, summary, caption, th, [role=search], [role=region]'
    const lines = []
    const nameOf = (it) => {
      const labelled = it.getAttribute('aria-labelledby')
      const name =
        it.getAttribute('aria-label') ??
        (labelled && document.getElementById(labelled)?.textContent) ??
        it.labels?.[0]?.innerText ??
        (it.matches('header, nav, main, aside, form, [role=region]') ? '' : it.innerText)
      // « hier à 18 h 41 » is « 9 h » tomorrow.
      const moments = /((hier|\d+ \S+) à )?\d+ h( \d\d)?/g
      const people = /@\S+|(?<=Message de )(?!@).+/g
      return name.replace(/\s+/g, ' ').replace(people, '…').replace(moments, 'telle heure').replace(/[0-9]+/g, '0').trim().slice(0, 80)
    }
    const kindOf = (it) => it.getAttribute('role') ?? ({ a: 'link', input: it.type, summary: 'menu' }[it.localName] ?? it.localName)
    const walk = (it, depth) => {
      for (const child of it.children) {
        const isLayout = getComputedStyle(child).display === 'contents'
        if (child.closest(LIVE) || !(isLayout || child.checkVisibility({ visibilityProperty: true }))) continue
        const isTold = child.matches(TOLD)
        if (isTold) lines.push(`${'  '.repeat(depth)}${kindOf(child)} ${nameOf(child)}`.trimEnd())
        walk(child, isTold ? depth + 1 : depth)
      }
    }
    walk(document.body, 0)
    // As many columns or rows as there are say the same once.
    return `${lines.filter((line, n) => line !== lines[n - 1]).join('\n')}\n`
  })

/** The first lines that differ, with their place. */
function difference(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const from = a.findIndex((line, n) => line !== b[n])
  return `line ${from + 1}:\n- ${a.slice(from, from + 4).join('\n- ')}\n+ ${b.slice(from, from + 4).join('\n+ ')}`
}

export default [
  {
    name: 'outlines of all pages are those that were reviewed',
    expects: ['404'],
    async walk({ page, demo }) {
      const pictures = join(process.env.VIGIE_ARTEFACTS, 'pages')
      mkdirSync(pictures, { recursive: true })
      mkdirSync(folder, { recursive: true })
      // What the page of a post has depends on the post.
      const places = (await discover(page, demo.origin)).filter(({ path }) => !/\/posts\/|^\/lists\/add/.test(path))
      const found = []
      for (const { name, path } of places) {
        await page.goto(demo.origin + path)
        await until('fonts are there', () => page.evaluate(() => document.fonts.status === 'loaded'))
        await page.screenshot({ path: join(pictures, `${name}.png`) })
        const file = join(folder, `${name}.txt`)
        const now = await outline(page)
        if (process.env.VIGIE_UPDATE) writeFileSync(file, now)
        else if (!existsSync(file)) found.push(`${name}: a page nobody reviewed`)
        else if (readFileSync(file, 'utf8') !== now) found.push(`${name}, ${difference(readFileSync(file, 'utf8'), now)}`)
      }
      const known = new Set(places.map(({ name }) => `${name}.txt`))
      for (const file of readdirSync(folder)) if (!known.has(file)) found.push(`${file}: a page that is no more`)
      if (found.length > 0) throw new Error(found.join('\n'))
    },
  },
]
