import type { Hono } from 'hono'
import type { App } from './app.ts'
import type { AppEnv } from './ui/context.ts'

/** Forms that carry files: the token is checked by `readMultipart`, before the first byte of a file is read. */
const uploads = [
  /^\/portfolio\/items\/new\//,
  /^\/portfolio\/items\/[^/]+$/,
  /^\/organisations\/[^/]+\/results\/new$/,
  /^\/verify$/,
]
export function isUpload(path: string): boolean {
  return uploads.some((upload) => upload.test(path))
}

/**
 * Opening a link gives a visitor nothing but what the link itself gives, so its form needs no token of the session:
 * the same neutral page goes to everybody. The origin is checked all the same.
 */
const tokenless = [/^\/s\//]
export function needsNoToken(path: string): boolean {
  return tokenless.some((open) => open.test(path))
}

/** Every URL of the product, by noun. */
export function registerRoutes(server: Hono<AppEnv>, app: App): void {
  void app
  // Home and standing pages

  // Identity

  // Institution

  // Record

  // Portfolio

  // Sharing

  // Credentials

  // Audit
  void server
}
