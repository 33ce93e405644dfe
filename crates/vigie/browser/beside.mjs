// A page that shows each of our screens beside the picture it was drawn after, to be judged by eye.
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Ours, and the mock-up closest to it: pages without one are held to the picture of their kind. */
const PAIRS = [
  ['home-light-1440-fr', 'home'],
  ['home-light-390-fr', 'home-mobile'],
  ['home-dark-1440-fr', 'listen-dark'],
  ['listen-light-1440-fr', 'listen'],
  ['listen-dark-1440-fr', 'listen-dark'],
  ['listen-light-390-fr', 'listen-mobile'],
  ['listen-dark-390-fr', 'listen-mobile-dark'],
  ['kit-light-1440-fr', 'kit'],
  ['queries-one-light-1440-fr', 'query'],
  ['queries-one-dark-1440-fr', 'query-dark'],
  ['queries-one-light-390-fr', 'query-mobile'],
  ['search-light-1440-fr', 'query'],
  ['sources-light-1440-fr', 'insights'],
  ['sources-dark-1440-fr', 'insights-dark'],
  ['sources-one-light-1440-fr', 'insights'],
  ['status-light-1440-fr', 'insights'],
  ['settings-light-1440-fr', 'composer'],
  ['settings-light-390-fr', 'composer-mobile'],
  ['lists-light-1440-fr', 'inbox'],
]

/** Writes `index.html` into `folder`; answers with its path. */
export function writeBeside(folder, mockups) {
  const rows = PAIRS.map(([ours, theirs]) => {
    const cell = (file, name) =>
      existsSync(file)
        ? `<figure><a href="${pathToFileURL(file)}"><img loading="lazy" alt="" src="${pathToFileURL(file)}"></a><figcaption>${name}</figcaption></figure>`
        : `<figure><p>${name}: no picture</p></figure>`
    return `<section>${cell(join(folder, `${ours}.png`), ours)}${cell(join(resolve(mockups), `${theirs}.png`), `mock-up: ${theirs}`)}</section>`
  })
  const style =
    'body{margin:1rem;font:14px system-ui;background:#8a979d}section{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin-block-end:2rem;align-items:start}figure{margin:0}img{width:100%;max-height:92vh;object-fit:contain;object-position:top}figcaption{padding:.3rem 0}'
  const path = join(folder, 'index.html')
  writeFileSync(path, `<!doctype html><meta charset="utf-8"><title>Ours, beside the mock-ups</title><style>${style}</style>${rows.join('\n')}`)
  return path
}
