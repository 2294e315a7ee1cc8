import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import type { App } from '../app.ts'
import { packageFolder } from '../platform/package-folder.ts'
import { assetsPath } from './assets.ts'
import type { AppEnv } from './context.ts'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
}

interface Asset {
  readonly type: string
  readonly plain: Buffer<ArrayBuffer>
  readonly gzip: Buffer<ArrayBuffer>
  readonly brotli: Buffer<ArrayBuffer>
}

/** The built files: their names carry a hash of their content, so browsers may keep them for ever. */
export function serveAssets(server: Hono<AppEnv>, app: App): void {
  const folder = join(packageFolder(), 'dist', 'public')
  const held = new Map<string, Asset>()
  server.get(`${assetsPath}:file`, async (c) => {
    const name = c.req.param('file')
    const asset = held.get(name) ?? (await load(folder, name))
    if (!asset) return c.notFound()
    if (app.config.production) held.set(name, asset)
    else if (held.size < 100) held.set(name, asset)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Content-Type', asset.type)
    c.header('Vary', 'Accept-Encoding')
    const accepted = c.req.header('accept-encoding') ?? ''
    if (/\bbr\b/.test(accepted)) return c.body(asset.brotli, 200, { 'Content-Encoding': 'br' })
    if (/\bgzip\b/.test(accepted)) return c.body(asset.gzip, 200, { 'Content-Encoding': 'gzip' })
    return c.body(asset.plain, 200)
  })
}

async function load(folder: string, name: string): Promise<Asset | undefined> {
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  if (!type || !/^[\w-]+(\.[\w-]+)*$/.test(name)) return undefined
  try {
    const plain = await readFile(join(folder, name))
    const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    return { type, plain, gzip: gzipSync(plain), brotli }
  } catch {
    return undefined
  }
}
