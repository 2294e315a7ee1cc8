import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesSource, type FileToPack, openZip, type ZipLimits, zipParts } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

async function zipOf(files: readonly FileToPack[]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of zipParts(files)) parts.push(part)
  return Buffer.concat(parts)
}

async function unpacked(zip: Uint8Array, limits?: ZipLimits): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const [name, entry] of await openZip(bytesSource(zip), limits)) {
    const parts: Uint8Array[] = []
    for await (const part of entry.read()) parts.push(part)
    files.set(name, Buffer.concat(parts))
  }
  return files
}

const central = (zip: Buffer) => zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
const expectRefused = (zip: Uint8Array, code: string, limits?: ZipLimits) =>
  expect(unpacked(zip, limits)).rejects.toMatchObject({ name: 'Leap2aError', code })

describe('an archive', () => {
  test('comes back as it was packed, and is the same bytes each time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(fc.stringMatching(/^[a-zŵ]{1,9}(\/[a-z]{1,9})?$/), fc.uint8Array(), fc.boolean()),
          {
            maxLength: 4,
            selector: ([name]) => name,
          },
        ),
        async (given) => {
          const files = given.map(([name, content, compress]) => ({ name, content, compress }))
          const zip = await zipOf(files)
          expect(zip.equals(await zipOf(files))).toBe(true)
          const back = await unpacked(zip)
          expect([...back.keys()]).toEqual(files.map(({ name }) => name))
          for (const { name, content } of files) expect(back.get(name)?.equals(content)).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })

  test.each([
    '../../etc/passwd',
    'a/../../b',
    '/etc/passwd',
    'C:/windows',
    'C:\\windows',
    '..\\b',
    'a//b',
    './a',
    'a\0b',
    '',
  ])('with the name %j is refused', async (name) => {
    await expectRefused(await zipOf([{ name, content: bytes('x') }]), 'zip_name')
  })

  test('with one name twice, a link, a lock or another method is refused', async () => {
    const two = [
      { name: 'a', content: bytes('1') },
      { name: 'a', content: bytes('2') },
    ]
    await expectRefused(await zipOf(two), 'zip_name')
    const link = await zipOf([{ name: 'a', content: bytes('/etc/passwd') }])
    link.writeUInt32LE((0xa1ff << 16) >>> 0, central(link) + 38)
    await expectRefused(link, 'zip_unsupported')
    const locked = await zipOf([{ name: 'a', content: bytes('x') }])
    locked.writeUInt16LE(1, central(locked) + 8)
    await expectRefused(locked, 'zip_unsupported')
    const packed = await zipOf([{ name: 'a', content: bytes('x') }])
    packed.writeUInt16LE(99, central(packed) + 10)
    await expectRefused(packed, 'zip_unsupported')
  })

  test('is stopped by what it inflates to, whatever it claims', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024))
    const zip = await zipOf([{ name: 'leap2a.xml', content: bomb }])
    const at = central(zip)
    // Claims to be deflated, to a thousand bytes: it is cut there.
    zip.writeUInt16LE(8, at + 10)
    zip.writeUInt32LE(1000, at + 24)
    await expectRefused(zip, 'zip_damaged')
    // Claims what it really is, which is more than is allowed.
    zip.writeUInt32LE(64 * 1024 * 1024, at + 24)
    await expectRefused(zip, 'zip_too_large', { inflated: 1024 * 1024 })
    // Claims 4 GB, of which there is nothing.
    zip.writeUInt32LE(0xfffffffe, at + 24)
    await expectRefused(zip, 'zip_too_large')
    zip.writeUInt32LE(0xffffffff, at + 24)
    await expectRefused(zip, 'zip_too_large')
  })

  test('counts all its files together', async () => {
    const files = Array.from({ length: 5 }, (_, n) => ({
      name: `${n}`,
      content: Buffer.alloc(400),
      compress: true,
    }))
    await expectRefused(await zipOf(files), 'zip_too_large', { inflated: 1999 })
    expect((await unpacked(await zipOf(files), { inflated: 2000 })).size).toBe(5)
    await expectRefused(await zipOf(files), 'zip_too_large', { entries: 4 })
  })

  test('whose entries share bytes is refused', async () => {
    const zip = await zipOf([
      { name: 'a', content: bytes('x'.repeat(50)) },
      { name: 'b', content: bytes('y') },
    ])
    const second = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), central(zip) + 4)
    zip.writeUInt32LE(0, second + 42)
    await expectRefused(zip, 'zip_damaged')
  })

  test('that is cut, changed or no archive ends in an error of ours', async () => {
    const whole = await zipOf([
      { name: 'leap2a.xml', content: bytes('x'.repeat(300)), compress: true },
      { name: 'files/b', content: bytes('y') },
    ])
    await expectRefused(new Uint8Array(), 'zip_damaged')
    await expectRefused(bytes('PK'), 'zip_damaged')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const zip = cut ? whole.subarray(0, at) : Buffer.from(whole)
        if (!cut) zip[at] = value
        await unpacked(zip).catch((error: unknown) => expect(error).toMatchObject({ name: 'Leap2aError' }))
      }),
      { numRuns: 300 },
    )
  })
})
