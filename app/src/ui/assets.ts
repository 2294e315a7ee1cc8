import { readFileSync } from 'node:fs'

interface BuiltFile {
  readonly file: string
  readonly integrity: string
}

/** Where the server answers for the files of `app/dist/public`. */
export const assetsPath = '/assets/'

let manifest: Record<string, BuiltFile> | undefined

/**
 * A built file by the name of its source: `main.css`, `main.js`, `editor.js`, a font's file name.
 * Undefined when nothing was built (unit tests): the page is then drawn without it.
 */
export function asset(name: string): { href: string; integrity: string } | undefined {
  manifest ??= readManifest()
  const built = manifest[name]
  return built && { href: assetsPath + built.file, integrity: built.integrity }
}

function readManifest(): Record<string, BuiltFile> {
  try {
    return JSON.parse(readFileSync(new URL('../../dist/manifest.json', import.meta.url), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
