import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type Log = Logger

/** Names of things that never reach a log, wherever they stand in what is logged. */
const private_ = [
  ...['cookie', 'set-cookie', 'authorization', 'password', 'secret', 'token', 'claimCode', 'privateKey'],
  ...['email', 'address', 'recipient', 'to', 'name', 'givenName', 'familyName', 'birthDate', 'uln'],
]

/** JSON lines on standard output. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: private_.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[redacted]',
    },
    serializers: { error: describeError, err: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** A database error's `detail` quotes the row; only what says where and why is kept. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as Error & { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' && { code }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
