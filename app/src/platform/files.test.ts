import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chunkLength, headerLength, sealedChunkLength } from './file-format.ts'
import { clearUnfinishedFiles, type FileStore, openFileStore } from './files.ts'
import { newId } from './id.ts'

let folder: string
let store: FileStore
const ownerId = newId()
const ownerKey = randomBytes(32)
const limit = 10 * chunkLength

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vademecum-files-'))
  store = openFileStore(folder)
})
afterEach(() => rm(folder, { recursive: true }))

async function* pieces(content: Buffer, length = 40_000) {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length)
}
const put = (content: Buffer) => store.put(ownerId, ownerKey, pieces(content), { limit })
const read = async (sha256: string, range?: { start: number; end: number }) =>
  buffer((await store.open(ownerId, ownerKey, sha256, range)).stream)
const pathOf = (sha256: string) => join(folder, ownerId, sha256)

describe('a stored file', () => {
  it.each([0, 1, chunkLength - 1, chunkLength, chunkLength + 1, 3 * chunkLength])(
    'comes back whole at %i bytes, named by its content',
    async (size) => {
      const content = randomBytes(size)
      const stored = await put(content)
      expect(stored).toEqual({ size, sha256: createHash('sha256').update(content).digest('hex') })
      expect(await read(stored.sha256)).toEqual(content)
      expect((await store.open(ownerId, ownerKey, stored.sha256)).size).toBe(size)
    },
  )

  it('opens at any range', async () => {
    const content = randomBytes(3 * chunkLength + 17)
    const { sha256 } = await put(content)
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.nat(content.length + 5), async (start, length) => {
        const range = { start, end: start + length }
        expect((await read(sha256, range)).equals(content.subarray(start, start + length + 1))).toBe(true)
      }),
      {
        numRuns: 60,
        examples: [
          [chunkLength - 1, 1],
          [chunkLength, 0],
          [0, 0],
        ],
      },
    )
    await expect(read(sha256, { start: content.length, end: content.length })).rejects.toThrow(RangeError)
  })

  it('is unreadable on disk, and for another owner or key', async () => {
    const content = Buffer.alloc(1000, 'private')
    const { sha256 } = await put(content)
    expect((await readFile(pathOf(sha256))).includes('private')).toBe(false)
    await expect(store.open(newId(), ownerKey, sha256)).rejects.toMatchObject({ code: 'not_found' })
    await expect(store.open(ownerId, randomBytes(32), sha256)).rejects.toThrow('changed')
  })

  it('is stored once, however often it comes', async () => {
    const content = randomBytes(100)
    await Promise.all([put(content), put(content)])
    expect(await readdir(join(folder, ownerId))).toHaveLength(1)
    expect(await readdir(join(folder, '.unfinished'))).toEqual([])
  })

  it('is gone when deleted, and deleting again is no error', async () => {
    const { sha256 } = await put(randomBytes(10))
    await store.delete(ownerId, sha256)
    await store.delete(ownerId, sha256)
    await expect(read(sha256)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an upload', () => {
  it('stops at the limit and leaves nothing', async () => {
    let taken = 0
    async function* endless() {
      for (;;) {
        taken += 1
        yield Buffer.alloc(chunkLength)
      }
    }
    await expect(store.put(ownerId, ownerKey, endless(), { limit })).rejects.toMatchObject({
      code: 'too_large',
    })
    expect(taken).toBe(11)
    expect(await readdir(folder)).toEqual(['.unfinished'])
    expect(await readdir(join(folder, '.unfinished'))).toEqual([])
  })

  it('that breaks off leaves nothing', async () => {
    async function* broken() {
      yield Buffer.alloc(10)
      throw new Error('the line went')
    }
    await expect(store.put(ownerId, ownerKey, broken(), { limit })).rejects.toThrow('the line went')
    expect(await readdir(join(folder, '.unfinished'))).toEqual([])
  })

  it('that was killed is cleared after a day', async () => {
    await put(randomBytes(1))
    const old = join(folder, '.unfinished', 'old')
    await writeFile(old, 'x')
    await utimes(old, new Date(0), new Date(0))
    await writeFile(join(folder, '.unfinished', 'new'), 'x')
    await clearUnfinishedFiles(folder, new Date())
    expect(await readdir(join(folder, '.unfinished'))).toEqual(['new'])
  })

  it('cannot name a place outside the store', async () => {
    await expect(store.put('../../etc', ownerKey, pieces(Buffer.alloc(1)), { limit })).rejects.toThrow()
    await expect(store.open(ownerId, ownerKey, '../master.key')).rejects.toThrow()
  })
})

describe('damage is found', () => {
  const content = Buffer.concat([
    Buffer.alloc(chunkLength, 1),
    Buffer.alloc(chunkLength, 2),
    Buffer.alloc(9, 3),
  ])

  async function damaged(change: (sealed: Buffer) => Buffer) {
    const { sha256 } = await put(content)
    await writeFile(pathOf(sha256), change(await readFile(pathOf(sha256))))
    return read(sha256)
  }
  const chunk = (sealed: Buffer, index: number) => {
    const start = headerLength + index * sealedChunkLength
    return sealed.subarray(start, start + sealedChunkLength)
  }

  it('in every part of the file', async () => {
    const places = [0, 5, 22, headerLength - 1, headerLength, headerLength + sealedChunkLength + 3]
    for (const place of places) {
      const flip = (sealed: Buffer) => {
        sealed[place] = (sealed[place] ?? 0) ^ 1
        return sealed
      }
      await expect(damaged(flip)).rejects.toThrow(/changed|not a stored file|cut/)
    }
  })

  it('when chunks change places', async () => {
    await expect(
      damaged((sealed) =>
        Buffer.concat([
          sealed.subarray(0, headerLength),
          chunk(sealed, 1),
          chunk(sealed, 0),
          chunk(sealed, 2),
        ]),
      ),
    ).rejects.toThrow('changed')
  })

  it('when the file is cut, also between chunks, or grows', async () => {
    const { sha256 } = await put(content)
    const path = pathOf(sha256)
    const whole = await readFile(path)
    for (const length of [10, headerLength, headerLength + sealedChunkLength, whole.length - 1]) {
      await writeFile(path, whole)
      await truncate(path, length)
      await expect(read(sha256)).rejects.toThrow()
    }
    await writeFile(path, Buffer.concat([whole, Buffer.from('x')]))
    await expect(read(sha256)).rejects.toThrow('cut or grew')
  })

  it('when a file stands under the name of another', async () => {
    const [one, two] = [await put(randomBytes(50)), await put(randomBytes(50))]
    await writeFile(pathOf(one.sha256), await readFile(pathOf(two.sha256)))
    await expect(read(one.sha256)).rejects.toThrow('changed')
  })
})
