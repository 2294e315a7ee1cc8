import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { TablePart } from './manifest.ts'
import { type BackupTable, quoted } from './tables.ts'

export interface Measured {
  readonly bytes: number
  readonly sha256: string
}

/** Writes a table's rows to a file, or only measures them when there is no file. */
export async function copyOut(client: pg.ClientBase, table: BackupTable, path?: string): Promise<TablePart> {
  const rows = client.query(copyTo(`copy (${table.select}) to stdout`))
  const { bytes, sha256 } = await pour(rows, path)
  return { name: table.name, columns: [...table.columns], rows: rows.rowCount, bytes, sha256 }
}

export async function copyIn(client: pg.ClientBase, part: TablePart, path: string): Promise<void> {
  const columns = part.columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')
  const into = client.query(copyFrom(`copy ${quoted(part.name)} (${columns}) from stdin`))
  await pipeline(createReadStream(path), into)
}

export async function copyFile(from: string, to: string): Promise<Measured> {
  return pour(createReadStream(from), to)
}

export async function measureFile(path: string): Promise<Measured> {
  return pour(createReadStream(path))
}

/** On disk when it resolves. */
async function pour(source: NodeJS.ReadableStream, path?: string): Promise<Measured> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })
  await pipeline(source, measure, path ? createWriteStream(path, { flags: 'wx', mode: 0o600 }) : nowhere())
  if (path) {
    const file = await open(path, 'r+')
    await file.sync().finally(() => file.close())
  }
  return { bytes, sha256: hash.digest('hex') }
}
