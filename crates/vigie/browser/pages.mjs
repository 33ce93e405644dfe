// Which pages there are: found by following links, so that a new page is looked at without being listed.
import { SOON_MS } from './harness.mjs'

/** A page found twice under different ids is one page. */
const ID = /[a-z]{3}_[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/)\d+(?=\/|$)/g
/** Far more than there are; a trap of endless links ends here. */
const PAGES_MAX = 60
/** Reached by no link, and pages all the same: one that is not there, and what we build with. */
const UNLINKED = ['/no-such-page', '/kit']

const known = new Map()

/** The addresses of all pages that can be reached from `origin`, each kind once, in the order found. */
export async function discover(page, origin) {
  // Looked for once; the journeys after it leave the house as they found it.
  if (!known.has(origin)) known.set(origin, await follow(page, origin))
  return known.get(origin)
}

async function follow(page, origin) {
  const seen = new Map()
  const todo = ['/', ...UNLINKED].map((path) => [path])
  while (todo.length > 0 && seen.size < PAGES_MAX) {
    const ways = todo.shift()
    const kind = kindOf(ways[0])
    if (seen.has(kind)) continue
    const path = await reachable(page, origin, ways)
    // Pictures and files are not pages.
    if (!path) continue
    seen.set(kind, path)
    await page.goto(origin + path, { waitUntil: 'domcontentloaded', timeout: SOON_MS })
    const links = await page.$$eval('a[href]:not([download])', (all) => all.map((it) => it.href))
    for (const link of links) {
      const url = new URL(link)
      // Older messages, another column: the same page with other words.
      if (url.origin === origin && !url.pathname.startsWith('/assets/')) todo.push([url.pathname, url.pathname + url.search])
    }
  }
  return [...seen].map(([kind, path]) => ({ name: nameOf(kind), path }))
}

/** The first of `ways` that is a page: one that is made for a post or a word needs what follows its path. */
async function reachable(page, origin, ways) {
  for (const path of ways) {
    const answer = await page.request.get(origin + path, { headers: { accept: 'text/html' } })
    const isPage = (answer.headers()['content-type'] ?? '').startsWith('text/html')
    if (isPage && (answer.ok() || UNLINKED.includes(path))) return path
  }
  return undefined
}

const kindOf = (path) => path.replaceAll(ID, 'ID')

/** `/listen/ID/columns/new` becomes `listen-one-columns-new`. */
const nameOf = (kind) => kind.split('/').filter(Boolean).join('-').replaceAll('ID', 'one') || 'home'
