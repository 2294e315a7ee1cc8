import { generateKeyPairSync, sign as signWith } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, cosignedAt } from './cosignature.ts'
import { decodeEntries, encodeEntries } from './entry-bundle.ts'
import { LogError } from './errors.ts'
import { leafHash } from './merkle.ts'
import { formatNote, parseNote } from './signed-note.ts'
import { parseTilePath, tilePath, tileWidth, widthOfTile } from './tile.ts'
import { formatVerifierKey, parseVerifierKey, signatureTypes, type VerifierKey } from './verifier-key.ts'

function keyPair(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
  const key: VerifierKey = { name, type: signatureTypes.ed25519, publicKey: raw }
  return { key, sign: (data: Uint8Array) => signWith(null, data, privateKey) }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof LogError ? error.code : error),
  )

describe('tiles', () => {
  it('have the addresses of the specification', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17')
    expect(tilePath({ level: 'entries', index: 999, width: 256 })).toBe('tile/entries/999')
    expect(tilePath({ level: 2, index: 1000, width: 1 })).toBe('tile/2/x001/000.p/1')
  })

  it('are found again by their address, and by nothing that is written otherwise', () => {
    const address = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.nat({ max: 10 ** 9 }),
      width: fc.integer({ min: 1, max: tileWidth }),
    })
    fc.assert(
      fc.property(address, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile)
      }),
    )
    for (const wrong of [
      ...['tile/00/000', 'tile/0/00', 'tile/0/0', 'tile/0/x000/000', 'tile/64/000', 'tile/0/000.p/256'],
      ...['tile/0/000.p/0', 'tile/0/000.p/01', 'tile/0/001/000', 'tile/0/000/', '/tile/0/000', 'tile/-1/000'],
    ]) {
      expect(parseTilePath(wrong), wrong).toBeUndefined()
    }
  })

  it('are as wide as the specification’s example of 70,000 leaves says', () => {
    const width = (level: number, index: number) => widthOfTile({ level, index }, 70_000)
    expect([width(0, 272), width(0, 273), width(0, 274)]).toEqual([256, 112, 0])
    expect([width(1, 0), width(1, 1), width(2, 0)]).toEqual([256, 17, 1])
    expect([widthOfTile({ level: 0, index: 0 }, 256), widthOfTile({ level: 1, index: 0 }, 256)]).toEqual([
      256, 1,
    ])
  })

  it('and entries go there and back', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 })
    fc.assert(
      fc.property(entries, (some) => {
        expect(decodeEntries(encodeEntries(some))).toEqual(some)
      }),
    )
    expect(() => decodeEntries(Uint8Array.of(0, 3, 1, 2))).toThrow(LogError)
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError)
  })
})

describe('signed notes', () => {
  // The key and note in the documentation of Go's package for signed notes.
  const line = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const note =
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n\n" +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

  it('are read as others write them', () => {
    expect(formatVerifierKey(parseVerifierKey(line))).toBe(line)
    expect(formatNote(parseNote(note))).toBe(note)
    expect(parseNote(note).signatures[0]?.name).toBe('PeterNeumann')
  })

  it('are refused where they are written otherwise', () => {
    const wrong = [
      ...['', 'text\n', 'text\n\n', note.slice(0, -1), note.replace('—', '-'), note.replace('you', 'y\tou')],
      ...[note.replace('PeterNeumann ', 'Peter+Neumann '), note.replace('M=\n', 'M\n'), `${note}\n`],
    ]
    for (const each of wrong) expect(() => parseNote(each), each).toThrow(LogError)
    for (const each of ['', 'a+b', line.replace('c74f', 'c74e'), line.replace('+AR', '+BR'), ` ${line}`]) {
      expect(() => parseVerifierKey(each), each).toThrow(LogError)
    }
  })
})

describe('checkpoints', () => {
  const { key, sign } = keyPair('log.example/awards')
  const checkpoint = { origin: key.name, size: 20_852_163, root: leafHash(Buffer.from('root')) }

  it('open with the log’s key alone, and with no byte changed', async () => {
    const note = await signCheckpoint(checkpoint, key, sign)
    expect(await openCheckpoint(note, key)).toMatchObject(checkpoint)
    expect(note.startsWith(checkpointText(checkpoint))).toBe(true)
    expect(await codeOf(openCheckpoint(note, keyPair('other.example/log').key))).toBe('other-log')
    expect(await codeOf(openCheckpoint(note, keyPair(key.name).key))).toBe('unsigned')
    const changed = note.replace('20852163', '20852164')
    expect(await codeOf(openCheckpoint(changed, key))).toBe('bad-signature')
    for (let at = 0; at < note.length; at += 1) {
      const other = note[at] === 'A' ? 'B' : 'A'
      const bad = `${note.slice(0, at)}${other}${note.slice(at + 1)}`
      if (bad !== note) expect(await codeOf(openCheckpoint(bad, key)), bad).not.toBe('no error')
    }
  })

  it('are refused where they are none', () => {
    const signature = '— a AAAAAAA=\n'
    const root = Buffer.alloc(32).toString('base64')
    for (const text of [`o\n01\n${root}\n`, `o\n-1\n${root}\n`, 'o\n1\nAAAA\n', `\n1\n${root}\n`, `o\n1\n`]) {
      expect(() => parseCheckpoint(`${text}\n${signature}`), text).toThrow(LogError)
    }
    expect(parseCheckpoint(`o\n1\n${root}\nmore\n\n${signature}`)).toMatchObject({ origin: 'o', size: 1 })
  })

  it('carry cosignatures, each with its time', async () => {
    const witness = keyPair('witness.example/w1')
    const opened = await openCheckpoint(await signCheckpoint(checkpoint, key, sign), key)
    const time = new Date('2026-08-20T08:00:00Z')
    const cosignature = await cosign(
      opened.note.text,
      witness.key.name,
      witness.key.publicKey,
      time,
      witness.sign,
    )
    const note = { ...opened.note, signatures: [...opened.note.signatures, cosignature] }
    const again = await openCheckpoint(formatNote(note), key)
    expect(await cosignedAt(again, witness.key)).toEqual(time)
    expect(await cosignedAt(again, keyPair(witness.key.name).key)).toBeUndefined()
    expect(await cosignedAt(opened, witness.key)).toBeUndefined()
    const later = { ...cosignature, signature: cosignature.signature.with(7, 1) }
    const forged = { note: { ...note, signatures: [later] } }
    expect(await codeOf(cosignedAt(forged, witness.key))).toBe('bad-signature')
  })
})
