// A Jetstream bridge: the firehose of a real PDS in, Jetstream version 1 JSON out.
//
// It does `wantedCollections` (exact and `prefix.*`), `wantedDids`, `cursor` (microseconds, inclusive),
// `requireHello`, `options_update`, `maxMessageSizeBytes`, and refuses bad options as Jetstream does.
// It does not compress. `POST /control/cut` drops every subscriber's connection, for tests of resuming.
import { createServer } from 'node:http'

import { IdResolver } from '@atproto/identity'
import { lexToJson } from '@atproto/lexicon'
import { Firehose } from '@atproto/sync'
import { WebSocketServer } from 'ws'

/** Jetstream's own limits. */
const COLLECTIONS_MAX = 100
const DIDS_MAX = 10_000
const PAYLOAD_BYTES_MAX = 10_000_000
/** What fits into a close frame's reason. */
const REASON_CHARS_MAX = 120

export async function serveJetstream({ service, plcUrl }) {
  const log = []
  const subscribers = new Set()
  const firehose = follow(service, plcUrl, (event) => {
    log.push(event)
    for (const subscriber of subscribers) subscriber.offer(event)
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_BYTES_MAX })
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/control/cut') {
      for (const subscriber of subscribers) subscriber.cut()
      return response.writeHead(204).end()
    }
    response.writeHead(request.url.startsWith('/subscribe') ? 426 : 404).end()
  })
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url, 'http://bridge')
    let options
    try {
      if (url.pathname !== '/subscribe') throw new Error('not found')
      options = optionsOf(url.searchParams)
    } catch (error) {
      const length = Buffer.byteLength(error.message)
      socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${error.message}`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => subscribe(client, options, log, subscribers))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${server.address().port}/subscribe`,
    close: async () => {
      for (const subscriber of subscribers) subscriber.cut()
      server.close()
      await firehose.destroy()
    },
  }
}

/** Turns the firehose's events into Jetstream's, in the firehose's order. */
function follow(service, plcUrl, push) {
  let last = 0
  // Time only goes up, as a cursor must.
  const stamp = () => (last = Math.max(last + 1, Date.now() * 1000))
  // The option `getCursor` is broken in this version of the library; a runner of our own is not.
  let chain = Promise.resolve()
  const runner = { getCursor: () => 0, trackEvent: (_did, _seq, run) => void (chain = chain.then(run)) }
  const firehose = new Firehose({
    service,
    runner,
    idResolver: new IdResolver({ plcUrl }),
    unauthenticatedCommits: true,
    unauthenticatedHandles: true,
    onError: (error) => console.error('firehose:', error.message ?? error, error.cause?.message ?? ''),
    handleEvent: (event) => {
      const shape = SHAPES[event.event]
      if (shape) push({ did: event.did, time_us: stamp(), ...shape(event) })
    },
  })
  firehose.start()
  return firehose
}

const commit = (event) => ({
  kind: 'commit',
  commit: {
    rev: event.rev,
    operation: event.event,
    collection: event.collection,
    rkey: event.rkey,
    ...(event.event !== 'delete' && { record: lexToJson(event.record), cid: event.cid.toString() }),
  },
})

const SHAPES = {
  create: commit,
  update: commit,
  delete: commit,
  identity: ({ did, handle, seq, time }) => ({ kind: 'identity', identity: { did, ...(handle && { handle }), seq, time } }),
  account: ({ did, active, seq, status, time }) => ({
    kind: 'account',
    account: { active, did, seq, ...(status && { status }), time },
  }),
}

function optionsOf(query) {
  return {
    wants: filter(query.getAll('wantedCollections'), query.getAll('wantedDids'), query.get('maxMessageSizeBytes')),
    cursor: query.has('cursor') ? Number(query.get('cursor')) : undefined,
    requireHello: query.get('requireHello') === 'true',
  }
}

/** The test an event has to pass; identity and account events pass every collection. */
function filter(collections = [], dids = [], sizeBytesMax = 0) {
  if (collections.length > COLLECTIONS_MAX || dids.length > DIDS_MAX) throw new Error('too many wanted collections or DIDs')
  for (const it of collections) {
    if (!it.endsWith('.*') && !/^[a-z][\w-]*(\.[\w-]+){2,}$/i.test(it)) throw new Error(`invalid collection: ${it}`)
  }
  for (const it of dids) {
    if (!/^did:[a-z]+:.+/.test(it)) throw new Error(`invalid DID: ${it}`)
  }
  const max = Number(sizeBytesMax) || 0
  const isWanted = (name) => collections.some((it) => (it.endsWith('.*') ? name.startsWith(it.slice(0, -1)) : name === it))
  return (event, sizeBytes) =>
    (dids.length === 0 || dids.includes(event.did)) &&
    (collections.length === 0 || event.kind !== 'commit' || isWanted(event.commit.collection)) &&
    (max <= 0 || sizeBytes <= max)
}

function subscribe(client, options, log, subscribers) {
  let { wants } = options
  const subscriber = {
    offer: (event) => {
      const text = JSON.stringify(event)
      if (wants(event, Buffer.byteLength(text))) client.send(text)
    },
    cut: () => client.terminate(),
  }
  const begin = () => {
    if (options.cursor !== undefined) {
      for (const event of log) if (event.time_us >= options.cursor) subscriber.offer(event)
    }
    subscribers.add(subscriber)
  }
  client.on('close', () => subscribers.delete(subscriber))
  client.on('message', (bytes) => {
    let message
    try {
      message = JSON.parse(bytes)
    } catch {
      return client.close(1007, 'not JSON')
    }
    if (message.type !== 'options_update') return
    try {
      const { wantedCollections, wantedDids, maxMessageSizeBytes } = message.payload
      wants = filter(wantedCollections, wantedDids, maxMessageSizeBytes)
    } catch (error) {
      return client.close(1008, error.message.slice(0, REASON_CHARS_MAX))
    }
    if (!subscribers.has(subscriber)) begin()
  })
  if (!options.requireHello) begin()
}
