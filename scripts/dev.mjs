// `npm run dev`: the server on this checkout, built again and restarted at every change.
import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const watched = ['app/src', 'app/client', 'app/words', 'app/migrations', 'packages']
const ignored = /(^|\/)(node_modules|dist)\/|\.test\.tsx?$|~$|\.sw[a-z]$/

let server
let stopping = false
let pending
let restarting = Promise.resolve()

function start() {
  const child = spawn(process.execPath, ['app/dist/main.js', 'serve', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'development' },
  })
  child.exited = new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
  child.exited.then((code) => {
    if (stopping) process.exit(code)
    if (child === server) console.log('The server has stopped; a change starts it again.')
  })
  server = child
}

/** The next server takes the same port and data folder, so the last one must have let go of them. */
async function stop(signal = 'SIGTERM') {
  const child = server
  server = undefined
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await child.exited
}

async function restart(reason) {
  try {
    await build()
  } catch (error) {
    if (!error.errors) console.error(error)
    return console.log('Not built: the server goes on as it was.')
  }
  console.log(`${reason}: restarting`)
  await stop()
  if (!stopping) start()
}

function changed(folder, name) {
  const path = `${folder}/${name ?? ''}`
  if (ignored.test(path)) return
  clearTimeout(pending)
  pending = setTimeout(() => {
    restarting = restarting.then(() => restart(path))
  }, 100)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await stop('SIGTERM')
    process.exit(0)
  })
}

for (const folder of watched) {
  if (existsSync(`${root}/${folder}`)) {
    watch(`${root}/${folder}`, { recursive: true }, (_, name) => changed(folder, name))
  }
}
await build().catch(() => console.log('Not built: waiting for a change.'))
if (existsSync(`${root}/app/dist/main.js`)) start()
