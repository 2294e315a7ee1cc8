import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '../../ui/context.ts'
import type { Language } from '../../words.ts'
import { deviceOf } from '../device.ts'
import { browserCookieName, sessionCookieName } from '../signed-in.ts'

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

/** What tells one browser from another before anybody is signed in. */
export function knownBrowser(c: AppContext): string | undefined {
  const id = getCookie(c, browserCookieName(c.var.app.config))
  return id !== undefined && /^[\w-]{22}$/.test(id) ? id : undefined
}

export function setBrowserCookie(c: AppContext, id: string): void {
  setCookie(c, browserCookieName(c.var.app.config), id, options(c))
}

export function setLanguageCookie(c: AppContext, language: Language): void {
  setCookie(c, 'vademecum_language', language, { ...options(c), maxAge: 365 * days })
}

/** Who asks, as far as sessions and limits need to know. */
export function browserOf(c: AppContext) {
  return {
    id: knownBrowser(c),
    device: deviceOf(c.req.header('user-agent')),
    network: c.var.network,
    cookie: sessionCookie(c),
  }
}
