import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '../../ui/context.ts'
import type { Language } from '../../words.ts'
import { deviceOf } from '../device.ts'
import { sessionCookieName } from '../signed-in.ts'

const days = 24 * 60 * 60

function options(c: AppContext) {
  const secure = c.var.app.config.publicUrl.startsWith('https:')
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
}

export function sessionCookie(c: AppContext): string | undefined {
  return getCookie(c, sessionCookieName(c.var.app.config))
}

/** The browser keeps it as long as a session may rest; whether it still counts is decided here. */
export function setSessionCookie(c: AppContext, token: string): void {
  setCookie(c, sessionCookieName(c.var.app.config), token, { ...options(c), maxAge: 30 * days })
}

export function clearSessionCookie(c: AppContext): void {
  deleteCookie(c, sessionCookieName(c.var.app.config), options(c))
}

export function setLanguageCookie(c: AppContext, language: Language): void {
  setCookie(c, 'vademecum_language', language, { ...options(c), maxAge: 365 * days })
}

/** Who asks, as far as sessions and limits need to know. */
export function browserOf(c: AppContext) {
  return { device: deviceOf(c.req.header('user-agent')), network: c.var.network, cookie: sessionCookie(c) }
}
