// Getting in: the first run of a new house, a wrong password, the way out.
import { assert, assertEqual, signIn } from '../harness.mjs'

const submit = (page) => page.locator('main form [type=submit]').click()

export default [
  {
    name: 'first run makes a house and its administrator',
    isStranger: true,
    expects: ['422'],
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
      await signIn(page, { origin: house.origin, login: 'dominique', password: 'un phare dans la brume' })
    },
  },
  {
    name: 'a wrong password is refused and says so, the right one opens',
    isStranger: true,
    expects: ['401', '422'],
    async walk({ page, demo }) {
      await page.goto(`${demo.origin}/sources`)
      await page.locator('[name=login]').fill(demo.login)
      await page.locator('[name=password]').fill('not the password')
      await submit(page)
      await page.locator('[role=alert]').waitFor()
      assertEqual(await page.locator('[name=login]').inputValue(), demo.login, 'the login typed before')
      assertEqual(await page.locator('[name=password]').inputValue(), '', 'the password field')
      await page.locator('[name=password]').fill(demo.password)
      await submit(page)
      // One arrives where one wanted to go.
      await page.waitForURL('**/sources')
      const session = (await page.context().cookies()).find((it) => it.name === 'vigie')
      assert(session?.httpOnly && session.sameSite === 'Lax', 'the session is kept from scripts and from other sites')
    },
  },
]
