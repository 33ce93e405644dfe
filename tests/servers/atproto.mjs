// Starts a private AT Protocol network on loopback (PLC directory, PDS, Jetstream bridge), prints one JSON
// line with its addresses, then runs until SIGTERM, SIGINT, or the death of the program that started it.
//
//   node atproto.mjs [NAME...]      with an account NAME.test, password NAME-pass, for each NAME
import { AtpAgent } from '@atproto/api'
import { TestNetworkNoAppView } from '@atproto/dev-env'

import { serveJetstream } from './jetstream.mjs'

/** How often to look whether the parent is still there; an orphan has nobody to end it. */
const PARENT_CHECK_MS = 1000

const network = await TestNetworkNoAppView.create({
  // As bsky.social does; clients read the PDS's address from it.
  pds: { enableDidDocWithSession: true },
  plc: {},
})

const accounts = {}
for (const name of process.argv.slice(2)) {
  const agent = new AtpAgent({ service: network.pds.url })
  const handle = `${name}.test`
  const password = `${name}-pass`
  await agent.createAccount({ handle, password, email: `${name}@mail.test` })
  accounts[name] = { did: agent.session.did, handle, password }
}

const firehose = network.pds.url.replace('http', 'ws')
const bridge = await serveJetstream({ service: firehose, plcUrl: network.plc.url })

const stop = async () => {
  try {
    await bridge.close()
    await network.close()
  } finally {
    process.exit(0)
  }
}
process.on('SIGTERM', stop).on('SIGINT', stop)
const parent = process.ppid
setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref()

console.log(
  JSON.stringify({
    pds: network.pds.url,
    plc: network.plc.url,
    firehose: `${firehose}/xrpc/com.atproto.sync.subscribeRepos`,
    jetstream: bridge.url,
    accounts,
  }),
)
