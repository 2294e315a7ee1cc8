import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createStatusList,
  decodeStatusList,
  encodeBase64url,
  encodeStatusList,
  getStatus,
  MIN_STATUS_ENTRIES,
  setStatus,
} from './index.ts'

test('a list has at least 131072 entries, all clear', () => {
  const list = createStatusList()
  expect(list.length).toBe(16_384)
  expect(list.every((byte) => byte === 0)).toBe(true)
  expect(() => createStatusList(MIN_STATUS_ENTRIES - 1)).toThrow(RangeError)
})

test('index 0 is the left-most bit', () => {
  const list = createStatusList()
  setStatus(list, 0, true)
  setStatus(list, 15, true)
  expect([...list.subarray(0, 2)]).toEqual([0x80, 0x01])
  setStatus(list, 0, false)
  expect(list[0]).toBe(0)
})

test('entries of several bits are read from the left', () => {
  const list = createStatusList()
  list[0] = 0b0110_1100
  expect([0, 1, 2, 3].map((index) => getStatus(list, index, 2))).toEqual([1, 2, 3, 0])
  expect(() => getStatus(list, 65_536, 2)).toThrow(RangeError)
})

test('exactly what was set is set, before and after travelling', async () => {
  const indexes = fc.uniqueArray(fc.nat(MIN_STATUS_ENTRIES - 1), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(indexes, fc.nat(MIN_STATUS_ENTRIES - 1), async (revoked, other) => {
      const list = createStatusList()
      for (const index of revoked) setStatus(list, index, true)
      const travelled = await decodeStatusList(await encodeStatusList(list))
      expect(travelled).toEqual(list)
      for (const index of [...revoked, other]) {
        expect(getStatus(travelled, index)).toBe(revoked.includes(index) ? 1 : 0)
      }
    }),
    { numRuns: 20 },
  )
}, 30_000)

test('outside the list there is nothing', () => {
  const list = createStatusList()
  for (const index of [-1, 0.5, MIN_STATUS_ENTRIES, Number.NaN]) {
    expect(() => getStatus(list, index)).toThrow(RangeError)
    expect(() => setStatus(list, index, true)).toThrow(RangeError)
  }
})

const packed = (bytes: number) => `u${encodeBase64url(gzipSync(Buffer.alloc(bytes)))}`

test.each([
  ['another multibase', `z${packed(16_384).slice(1)}`],
  ['no base64url', 'u***'],
  ['no gzip', 'uAAAA'],
  ['a list that is too short', packed(16_383)],
  ['a list that unpacks to too much', packed(5_000_000)],
  ['a list cut off', packed(16_384).slice(0, -8)],
])('%s is refused', async (_name, encoded) => {
  await expect(decodeStatusList(encoded)).rejects.toMatchObject({ code: 'malformed-status-list' })
})

test('the bound is the caller’s to lower', async () => {
  await expect(decodeStatusList(packed(16_385), { maxBytes: 16_384 })).rejects.toThrow()
})
