import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The application's own folder, from the sources as from the bundle: migrations and built files lie in it. */
export function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'migrations')) && existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder))
      throw new Error('The folder of migrations is missing beside the application.')
  }
}
