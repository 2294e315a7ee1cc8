import { generateKeyPairSync, sign as signWith } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signCheckpoint } from './checkpoint.ts'
import { batchEntry, commitmentHash } from './commitment.ts'
import { contentHashOf } from './content-hash.ts'
import { cosign } from './cosignature.ts'
import { inclusionRanges } from './inclusion.ts'
import { formatLogProof, type LogProof, verifyLogProof } from './log-proof.ts'
import { leafHash } from './merkle.ts'
import { formatSignatureLine, parseNote } from './signed-note.ts'
import { rangeHash } from './subtree.ts'
import { hashesFrom } from './tile.ts'
import { TreeBuilder } from './tree-builder.ts'
import { signatureTypes, type VerifierKey } from './verifier-key.ts'

function keyPair(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
  const key: VerifierKey = { name, type: signatureTypes.ed25519, publicKey: raw }
  return { key, sign: (data: Uint8Array) => signWith(null, data, privateKey) }
}

const log = keyPair('log.example/awards')
const witness = keyPair('witness.example/w1')
const bytes = (length: number, value: number) => new Uint8Array(length).fill(value)
const contents = Array.from({ length: 5 }, (_, grade) => ({
  title: 'GCSE in Mathematics',
  grade: String(grade),
}))

/** A log of three batches; the second has the statements. */
async function made(statement = 3): Promise<LogProof> {
  const batch = new TreeBuilder()
  for (const [i, content] of contents.entries())
    batch.append(commitmentHash(bytes(16, i), contentHashOf(content)))
  const id = bytes(16, 9)
  const tree = new TreeBuilder()
  tree.append(leafHash(bytes(32, 1)))
  tree.append(leafHash(batchEntry({ id, size: batch.size, root: batch.root() })))
  tree.append(leafHash(bytes(32, 3)))
  const note = await signCheckpoint({ origin: log.key.name, size: 3, root: tree.root() }, log.key, log.sign)
  const { text } = parseNote(note)
  const lines = await Promise.all([
    cosign(text, log.key.name, log.key.publicKey, new Date('2026-08-20T08:00:00Z'), log.sign),
    cosign(text, witness.key.name, witness.key.publicKey, new Date('2026-08-20T08:05:00Z'), witness.sign),
  ])
  const pathIn = (of: TreeBuilder, index: number) =>
    inclusionRanges(index, of.size).map((range) => rangeHash(range, hashesFrom(of.unfinished())))
  return formatLogProof({
    salt: bytes(16, statement),
    batch: { id, size: batch.size, index: statement, path: pathIn(batch, statement) },
    index: 1,
    path: pathIn(tree, 1),
    checkpoint: note + lines.map(formatSignatureLine).join(''),
  })
}

const check = (proof: unknown, content: object = contents[3] ?? {}) =>
  verifyLogProof(proof, contentHashOf({ ...content }), { log: log.key, witnesses: [witness.key] })

describe('a proof from a log of batches', () => {
  it('says where the statement is, when it was there at the latest, and who confirms it', async () => {
    expect(await check(await made())).toEqual({
      ok: true,
      origin: 'log.example/awards',
      size: 3,
      index: 1,
      at: new Date('2026-08-20T08:00:00Z'),
      witnesses: ['witness.example/w1'],
    })
  })

  it('is of one statement in its own words', async () => {
    const proof = await made()
    expect(await check(proof, contents[2])).toEqual({ ok: false, code: 'not-in-log' })
    expect(await check(proof, { grade: '3', title: 'GCSE in Mathematics' })).toMatchObject({ ok: true })
    expect(await check(await made(2))).toMatchObject({ ok: false })
  })

  it('fails with anything of it changed', async () => {
    const proof = await made()
    const { batch } = proof
    const changed: unknown[] = [
      { ...proof, salt: batch.id },
      { ...proof, index: 0 },
      { ...proof, path: proof.path.slice(1) },
      { ...proof, batch: { ...batch, id: proof.salt } },
      { ...proof, batch: { ...batch, size: 6 } },
      { ...proof, batch: { ...batch, index: 2 } },
      { ...proof, batch: { ...batch, path: [...batch.path].reverse() } },
      { ...proof, checkpoint: proof.checkpoint.replace('\n3\n', '\n4\n') },
      { ...proof, checkpoint: proof.checkpoint.replace('awards', 'reports') },
    ]
    for (const each of changed) expect((await check(each)).ok).toBe(false)
    // The line of the witness moved to another time.
    const lines = proof.checkpoint.split('\n')
    const forged = lines
      .map((line) => (line.includes('witness') ? line.replace(/AAAA/, 'AAAB') : line))
      .join('\n')
    if (forged !== proof.checkpoint) expect((await check({ ...proof, checkpoint: forged })).ok).toBe(false)
  })

  it('of another shape is no proof', async () => {
    const proof = await made()
    const shapes: unknown[] = [
      undefined,
      null,
      [],
      'x',
      {},
      { ...proof, type: 'Other' },
      { ...proof, version: 2 },
    ]
    shapes.push(
      { ...proof, path: 'x' },
      { ...proof, batch: null },
      { ...proof, batch: { ...proof.batch, size: 1.5 } },
    )
    shapes.push({ ...proof, path: Array.from({ length: 65 }, () => proof.path[0]) }, { ...proof, salt: '' })
    for (const shape of shapes) expect(await check(shape)).toEqual({ ok: false, code: 'malformed' })
  })
})

it('content is hashed in its RFC 8785 form', () => {
  const one = contentHashOf({ b: 'é', a: 1, c: { y: [true], x: null } })
  expect(contentHashOf({ c: { x: null, y: [true] }, a: 1, b: 'é' })).toEqual(one)
  expect(contentHashOf({ a: 1, b: 'e', c: { y: [true], x: null } })).not.toEqual(one)
})
