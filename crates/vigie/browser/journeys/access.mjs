// What a scanner cannot see: every page by keyboard alone, magnified, with the system's own colours.
import { DESK, assert, assertEqual, overflow, until } from '../harness.mjs'
import { discover } from '../pages.mjs'

/** More stops than any page has; a trap ends here. */
const STOPS_MAX = 400

/** For what has the focus to be in sight. */
const SETTLED_MS = 3_000

/** Everything the keyboard must reach, once each: of a group of choices, one. */
const wanted = (page) =>
  page.evaluate(() => {
    const isShown = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !it.closest('[inert]')
    const groups = new Set()
    let n = 0
    for (const it of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
      if (it.disabled || it.tabIndex < 0 || !isShown(it) || it.closest('[role=feed]')) continue
      if (it.type === 'radio') {
        const group = `${it.form?.action} ${it.name}`
        if (groups.has(group)) continue
        groups.add(group)
      }
      it.dataset.wanted = n
      n += 1
    }
    return n
  })

/** A feed is as long as the city talks: one post of each is walked, then what follows the feed. */
const leaveFeed = (page) =>
  page.evaluate(() => {
    const feed = document.activeElement.closest('[role=feed]')
    if (!feed || feed.querySelector('article').contains(document.activeElement)) return undefined
    const after = feed.parentElement.querySelector('.feed-foot a')
    after?.focus()
    return after?.dataset.wanted
  })

/** Where the focus is: what it is, whether it is seen, and whether it shows that it has the focus. */
const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement
    if (!it || it === document.body) return null
    const drawn = it.matches('input[type=radio], input[type=checkbox]') ? (it.closest('label') ?? it) : it
    const ring = (of, pseudo) => {
      const style = getComputedStyle(of, pseudo)
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    }
    const box = drawn.getBoundingClientRect()
    const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]]
    const isUncovered = spots.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
      return top && (drawn.contains(top) || top.contains(drawn))
    })
    return {
      wanted: it.dataset.wanted,
      what: `${it.localName}.${it.className} « ${(it.getAttribute('aria-label') ?? it.textContent).trim().slice(0, 40)} »`,
      // A switch is drawn beside its box, a choice and the field of a search around it.
      hasRing: [it, drawn, it.nextElementSibling, it.parentElement].some((of) => of && (ring(of) || ring(of, '::after'))),
      isUncovered,
    }
  })

export default [
  {
    name: 'every page is walked by keyboard alone',
    expects: ['404'],
    async walk({ page, demo }) {
      let stops = 0
      for (const { name, path } of await discover(page, demo.origin)) {
        await page.goto(demo.origin + path)
        const n = await wanted(page)
        const reached = new Set()
        const hasFocusAlready = (await focused(page)) !== null
        for (let stop = 0; stop < STOPS_MAX; stop += 1) {
          await page.keyboard.press('Tab')
          let at = await focused(page)
          if (!at) break
          // What has the focus is brought into sight, perhaps after a picture above it took its place.
          if (!at.isUncovered) await until(`${name}: ${at.what} is in sight when it has the focus`, async () => (at = (await focused(page)) ?? at).isUncovered, SETTLED_MS)
          if (stop === 0 && !hasFocusAlready) assert(at.what.startsWith('a.skip'), `${name}: the first stop is ${at.what}`)
          assert(at.hasRing, `${name}: ${at.what} does not show that it has the focus`)
          reached.add(at.wanted)
          stops += 1
          reached.add(await leaveFeed(page))
          assert(stop < STOPS_MAX - 1, `${name}: the keyboard never leaves the page`)
        }
        // A page that put the focus in its form is walked from there; the way back is the same.
        if (!hasFocusAlready) {
          const missed = await page.$$eval('[data-wanted]', (all, seen) => all.filter((it) => !seen.includes(it.dataset.wanted)).map((it) => it.outerHTML.slice(0, 120)), [...reached])
          assertEqual(missed, [], `what the keyboard does not reach on ${name}, of ${n}`)
        }
      }
      assert(stops > 200, `only ${stops} stops were made`)
    },
  },
  {
    name: 'no page is wider than its window at 200 %, with words set wide, or at 400 %',
    options: { bypassCSP: true },
    expects: ['404'],
    async walk({ page, demo }) {
      const places = await discover(page, demo.origin)
      const ways = [
        ['at 200 %', { width: 720, height: 450 }, ''],
        ['at 400 %', { width: 320, height: 256 }, ''],
        // What readers may ask of spacing (WCAG 1.4.12), and of the size of letters alone (1.4.4).
        ['with words set wide', { width: 720, height: 900 }, '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'],
        ['with letters twice as large', DESK, 'html{font-size:200%!important}'],
      ]
      for (const [how, viewport, style] of ways) {
        await page.setViewportSize(viewport)
        for (const { name, path } of places) {
          await page.goto(demo.origin + path)
          if (style) await page.addStyleTag({ content: style })
          assertEqual(await overflow(page), 0, `pixels by which ${name} is too wide ${how}`)
        }
      }
    },
  },
  {
    name: 'pages keep still, and keep their shapes, when the system asks for it',
    options: { reducedMotion: 'reduce', forcedColors: 'active' },
    expects: ['404'],
    async walk({ page, demo }) {
      for (const { name, path } of await discover(page, demo.origin)) {
        await page.goto(demo.origin + path)
        const found = await page.evaluate(() => {
          const bare = []
          const hasEdge = (it) => {
            const style = getComputedStyle(it)
            const drawn = (side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0
            return drawn('Top') && drawn('Bottom')
          }
          for (const it of document.querySelectorAll('.btn, .input, .chip')) {
            if (it.checkVisibility() && !hasEdge(it)) bare.push(it.outerHTML.slice(0, 100))
          }
          const here = document.querySelector('.nav [aria-current=page]')
          const isMarked = !here || getComputedStyle(here).outlineStyle !== 'none' || hasEdge(here)
          return { bare, isMarked, moving: document.getAnimations().filter((it) => it.playState === 'running').length }
        })
        assertEqual(found.moving, 0, `things that move on ${name}`)
        assertEqual(found.bare, [], `controls of ${name} without an edge when colours are the system’s`)
        assert(found.isMarked, `the place one is at is not marked on ${name}`)
      }
    },
  },
]
