import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../files.ts'
import { isId } from '../id.ts'
import { copyFile, measureFile } from './copy.ts'
import { fileListName, type Manifest } from './manifest.ts'

/** The files as they stand, encrypted: `owner/sha256`, in order. */
export async function listFiles(folder: string): Promise<string[]> {
  const owners = (await namesIn(folder)).filter(isId)
  const lists = await Promise.all(
    owners.map(async (owner) => (await namesIn(join(folder, owner))).map((name) => `${owner}/${name}`)),
  )
  return lists.flat().sort()
}

/** A file that is deleted while we copy was deleted by its owner: it is left out. */
export async function copyFiles(from: string, backup: string): Promise<Manifest['files']> {
  const to = join(backup, 'files')
  let list = ''
  let count = 0
  let bytes = 0
  for (const name of await listFiles(from)) {
    await mkdir(join(to, name, '..'), { recursive: true, mode: 0o700 })
    const copied = await copyFile(join(from, name), join(to, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!copied) continue
    list += `${copied.sha256}  files/${name}\n`
    count += 1
    bytes += copied.bytes
  }
  await writeFile(join(backup, fileListName), list, { mode: 0o600, flush: true })
  return { count, bytes, sha256: createHash('sha256').update(list).digest('hex') }
}

/** Throws at the first file of a backup that is not as the list says. */
export async function verifyFiles(backup: string, expected: Manifest['files']): Promise<void> {
  const list = await measureFile(join(backup, fileListName))
  if (list.sha256 !== expected.sha256) throw new Error(`${fileListName} is not the one that was backed up.`)
  for (const { sha256, path } of await readList(backup)) {
    const found = await measureFile(join(backup, path)).catch(() => undefined)
    if (found?.sha256 !== sha256)
      throw new Error(`${path} is ${found ? 'changed' : 'missing'} in the backup.`)
  }
}

export async function restoreFiles(backup: string, to: string): Promise<void> {
  const folders = new Set<string>()
  for (const { sha256, path } of await readList(backup)) {
    const name = path.slice('files/'.length)
    const folder = join(to, name, '..')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    folders.add(folder)
    const copied = await copyFile(join(backup, path), join(to, name))
    if (copied.sha256 !== sha256) throw new Error(`${path} changed while it was restored.`)
  }
  for (const folder of folders) await syncFolder(folder)
  if (folders.size > 0) await syncFolder(to)
}

async function readList(backup: string): Promise<Array<{ sha256: string; path: string }>> {
  const list = await readFile(join(backup, fileListName), 'utf8')
  return list
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}(files\/[0-9a-f-]{36}\/[0-9a-f]{64})$/.exec(line) ?? []
      if (!sha256 || !path) throw new Error(`${fileListName} has a line that names no file.`)
      return { sha256, path }
    })
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}
