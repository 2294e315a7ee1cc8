#!/usr/bin/env node
// In a checkout the bundle is built first when a source is newer; an installed copy has no scripts folder.
import { existsSync } from 'node:fs'

const script = new URL('../../scripts/build.mjs', import.meta.url)
const main = new URL('../dist/main.js', import.meta.url)

if (existsSync(script)) {
  const { build } = await import(script.href)
  try {
    await build()
  } catch (error) {
    // A production install leaves esbuild out: what was built before it is what runs.
    const withoutBuilder = error.code === 'ERR_MODULE_NOT_FOUND' && existsSync(main)
    if (!withoutBuilder) {
      console.error(error.errors ? 'The application could not be built.' : error)
      process.exit(1)
    }
  }
}

await import(main.href)
