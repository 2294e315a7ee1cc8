// How long `vademecum serve` takes until it answers: on nothing, on data that is there, and after kill -9.
// Run it on a calm machine: node bench/start.mjs [rounds]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../app/bin/vademecum.js', import.meta.url))
const rounds = Number(process.argv[2] ?? 5)
const measured = { first: [], second: [], 'after kill -9': [], stop: [] }

for (let round = 0; round < rounds; round += 1) {
  const folder = await mkdtemp(join(tmpdir(), 'vademecum-start-'))
  try {
    await start('first', folder, stop)
    await start('second', folder, kill)
    await start('after kill -9', folder, stop)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
for (const [name, times] of Object.entries(measured)) {
  const sorted = times.sort((a, b) => a - b)
  console.log(
    `${name.padEnd(15)} median ${middle(sorted)} ms, longest ${sorted.at(-1)} ms, of ${sorted.length}`,
  )
}

async function start(name, folder, end) {
  const port = await freePort()
  const environment = {
    ...process.env,
    VADEMECUM_DATA: folder,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  }
  const startedAt = performance.now()
  const server = spawn(process.execPath, [program, 'serve'], { env: environment, stdio: 'ignore' })
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error(`serve ended with ${server.exitCode}`)
    await sleep(10)
  }
  measured[name].push(Math.round(performance.now() - startedAt))
  await end(server, folder)
}

async function stop(server) {
  const startedAt = performance.now()
  server.kill('SIGTERM')
  await once(server, 'exit')
  measured.stop.push(Math.round(performance.now() - startedAt))
}

async function kill(server, folder) {
  const postmaster = await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')
  server.kill('SIGKILL')
  process.kill(Number(postmaster.split('\n')[0]), 'SIGKILL')
  await once(server, 'exit')
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)]
}
