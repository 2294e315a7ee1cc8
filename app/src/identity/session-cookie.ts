import type { Config } from '../platform/config.ts'

type Origin = Pick<Config, 'publicUrl'>

function isSecure({ publicUrl }: Origin): boolean {
  return publicUrl.startsWith('https:')
}

/** With `__Host-` a browser takes the cookie from this very host over https only. */
export function sessionCookieName(config: Origin): string {
  return isSecure(config) ? '__Host-vademecum_session' : 'vademecum_session'
}

/** It lasts as long as a session may rest; whether it still counts is decided here, not by the browser. */
export function sessionCookieOptions(config: Origin) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(config),
    maxAge: 30 * 24 * 60 * 60,
  } as const
}

export const languageCookieName = 'vademecum_language'

export function languageCookieOptions(config: Origin) {
  return { ...sessionCookieOptions(config), maxAge: 365 * 24 * 60 * 60 } as const
}
