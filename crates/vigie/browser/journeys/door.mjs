// Getting in: the first run of a new house, a wrong password, the way out.
import { assert, assertEqual, openContext, signIn, until } from '../harness.mjs'

/** The story of the demo is never silent for long; matched posts come a little rarer. */
const ARRIVAL_MS = 90_000

const submit = (page) => page.locator('main form [type=submit]').click()

export default [
  {
    name: 'first run makes a house and its administrator, whom a wrong password does not let in',
    isStranger: true,
    expects: ['401', '422'],
    async walk({ page, start }) {
      const house = await start('serve', ['--listen', '127.0.0.1:0'])
      await page.goto(house.origin)
      const fill = (name, value) => page.locator(`[name=${name}]`).fill(value)
      await fill('org_name', 'Port-Sauvage')
      await fill('name', 'Dominique L.')
      await fill('login', 'dominique')
      await fill('password', 'aaaaaaaaaaaaaaaa')
      await submit(page)
      // A password anyone would guess is refused at its field, and nothing typed elsewhere is lost.
      await page.locator('[name=password][aria-invalid=true]').waitFor()
      assertEqual(await page.locator('[name=org_name]').inputValue(), 'Port-Sauvage', 'the name typed before')
      await fill('password', 'un phare dans la brume')
      await submit(page)
      // A house that listens to nothing starts where sources are added.
      await page.waitForURL('**/sources')
      await page.locator('nav.nav a[href="/listen"]').last().click()
      await page.locator('main a[href$="/columns/new"]').first().waitFor()
      assert((await page.title()).includes('Port-Sauvage'), 'the house has its name in the title')

      // It happens once: whoever comes now has to sign in.
      await page.locator('nav.nav .me summary').click()
      await page.locator('nav.nav form[action="/sign-out"] button').click()
      await page.locator('form[action="/sign-in"]').waitFor()
      await page.goto(`${house.origin}/first-run`)
      assertEqual(await page.locator('form[action="/first-run"]').count(), 0, 'first-run forms of a house that exists')

      // A wrong password is refused and says so; the right one leads where one wanted to go.
      await page.goto(`${house.origin}/settings`)
      await fill('login', 'dominique')
      await fill('password', 'not the password')
      await submit(page)
      await page.locator('[role=alert]').waitFor()
      assertEqual(await page.locator('[name=login]').inputValue(), 'dominique', 'the login typed before')
      assertEqual(await page.locator('[name=password]').inputValue(), '', 'the password field')
      await fill('password', 'un phare dans la brume')
      await submit(page)
      await page.waitForURL('**/settings')
      const session = (await page.context().cookies()).find((it) => it.name === 'vigie')
      assert(session?.httpOnly && session.sameSite === 'Lax', 'the session is kept from scripts and from other sites')
    },
  },
  {
    name: 'one works in two organisations at once, and neither sees the other',
    isStranger: true,
    async walk({ page, start, browser }) {
      // Its own, for an organisation that is made stays.
      const house = await start('demo', ['--port', '0', '--seed', '11', '--speed', '6'])
      await signIn(page, house)
      await page.goto(`${house.origin}/listen`)
      const newest = (at) => at.$$eval('[data-column] article[data-seq]', (all) => Math.max(0, ...all.map((it) => Number(it.dataset.seq))))
      await page.locator('[data-column] article').first().waitFor()
      const city = (await page.locator('nav.nav .ws b').innerText()).trim()

      // The same person elsewhere makes a second one, and is in it.
      const { context, complaints } = await openContext(browser)
      try {
        const other = await context.newPage()
        await signIn(other, house)
        await other.goto(`${house.origin}/settings/organisation`)
        await other.locator('summary', { hasText: 'organisation' }).last().click()
        await other.locator('[name=new_name]').fill('Port-Sauvage')
        await other.locator('form[action="/workspaces"] [type=submit]').click()
        const here = other.locator('nav.nav .ws b')
        await here.filter({ hasText: 'Port-Sauvage' }).waitFor()
        for (const path of ['/', '/listen', '/sources', '/find?q=patinoire']) {
          await other.goto(house.origin + path)
          assertEqual(await other.locator('main article').count(), 0, `posts of the city on ${path} of the other`)
          assert(!(await other.locator('main').innerText()).includes('Patinoire'), `columns of the city on ${path} of the other`)
        }

        // Meanwhile the city goes on; its page has not moved.
        const before = await newest(page)
        await until('a post arrives in the city', async () => (await newest(page)) > before, ARRIVAL_MS)
        assertEqual((await page.locator('nav.nav .ws b').innerText()).trim(), city, 'the organisation of the first page')

        // The switcher leads back, and both windows are live in the same one.
        await other.locator('nav.nav .ws-w > summary').click()
        await other.locator('nav.nav .ws-w form[action^="/workspaces/"] button').click()
        await here.filter({ hasText: city }).waitFor()
        await other.goto(`${house.origin}/listen`)
        await other.locator('[data-column] article').first().waitFor()
        const seen = await newest(other)
        await until('a post arrives in both', async () => (await newest(other)) > seen && (await newest(page)) > seen, ARRIVAL_MS)
        assertEqual(complaints, [], 'what the second window complained of')
      } finally {
        await context.close()
      }
    },
  },
]
