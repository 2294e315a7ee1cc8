import type { AppContext } from '../ui/context.ts'

/**
 * Somebody at the machine itself, of a server that is there for nobody else. A proxy or a tunnel that nobody declared
 * connects from this machine too: it shows by what it adds, or by the name that was asked for, as does a page elsewhere
 * whose name was made to lead here.
 */
export function isThisMachine(c: AppContext): boolean {
  const { config } = c.var.app
  const names = [config.host, new URL(config.publicUrl).hostname, new URL(c.req.url).hostname, c.var.client]
  const isPassedOn = passedOn.some((header) => c.req.header(header) !== undefined)
  return names.every(isLoopback) && !isPassedOn
}

const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

export function isLoopback(name: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(name)
}
