import { spawn } from 'node:child_process'

/**
 * Runs a script with this very Node and shows what it prints. True when it ended with 0 within its time; what it
 * started is stopped with it.
 */
export function run([script, ...args], { timeLimit, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: true,
    })
    const signal = (name) => {
      try {
        process.kill(-Number(child.pid), name)
      } catch {
        // It has ended meanwhile.
      }
    }
    const stopped = (name) => {
      signal(name)
      child.once('exit', () => process.exit(1))
    }
    process.on('SIGINT', stopped)
    process.on('SIGTERM', stopped)
    const late = setTimeout(() => {
      console.error(`Stopped after ${timeLimit / 1000} s.`)
      // First politely, so that databases and browsers are stopped in good order.
      signal('SIGTERM')
      setTimeout(() => signal('SIGKILL'), 10_000).unref()
    }, timeLimit)
    const done = (passed) => {
      clearTimeout(late)
      process.off('SIGINT', stopped)
      process.off('SIGTERM', stopped)
      resolve(passed)
    }
    child.once('error', (error) => {
      console.error(error)
      done(false)
    })
    child.once('exit', (code) => done(code === 0))
  })
}
