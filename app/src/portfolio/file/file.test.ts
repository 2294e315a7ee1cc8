import { Readable } from 'node:stream'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { byteRange } from './byte-range.ts'
import { disposition, safeFileName } from './file-name.ts'
import { mediaTypeOf } from './media-types.ts'
import { drawPreview } from './preview.ts'
import { onlyText } from './text-check.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const png = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } })
    .png()
    .toBuffer()

describe('what a file is', () => {
  test('is said by its bytes, not by its name', async () => {
    expect(await mediaTypeOf(await png(), 'holiday.exe')).toMatchObject({ mediaType: 'image/png' })
    expect(await mediaTypeOf(bytes('%PDF-1.7\n'), 'essay.txt')).toMatchObject({ family: 'document' })
    expect(await mediaTypeOf(bytes('notes'), 'notes.TXT')).toMatchObject({ mediaType: 'text/plain' })
  })

  test.each([
    ['script.html', '<html><script>alert(1)</script>'],
    ['page.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml">'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['drawing.txt', '<?xml version="1.0"?><svg/>'],
    ['run.exe', 'MZ\u0090\u0000\u0003'],
    ['run.sh', '#!/bin/sh'],
    ['archive.zip', 'PK\u0003\u0004'],
    ['noending', 'text'],
    ['', ''],
    ['macro.docm', 'PK\u0003\u0004'],
  ])('%s is refused', async (name, content) => {
    expect(await mediaTypeOf(Buffer.from(content, 'latin1'), name)).toBeUndefined()
  })

  test('text has to be text to its end', async () => {
    const passes = async (...parts: Uint8Array[]) => {
      let length = 0
      for await (const part of onlyText(Readable.from(parts))) length += part.length
      return length
    }
    await expect(passes(bytes('sŵn a’r'), bytes(' môr\t\r\n'))).resolves.toBe(18)
    const split = bytes('ŵ')
    await expect(passes(split.subarray(0, 1), split.subarray(1))).resolves.toBe(2)
    await expect(passes(split.subarray(0, 1))).rejects.toThrow()
    await expect(passes(bytes('ok'), new Uint8Array([0]))).rejects.toThrow()
    await expect(passes(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).rejects.toThrow()
  })
})

describe('a file name', () => {
  test.each([
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['C:\\work\\essay.docx', 'docx', 'essay.docx'],
    ['photo.png.exe', 'png', 'photo.png.png'],
    ['gpj.\u202eexe.png', 'png', 'gpj.exe.png'],
    ['a\r\nSet-Cookie: x=1.txt', 'txt', 'aSet-Cookie x=1.txt'],
    ['..', 'pdf', 'file.pdf'],
    ['con.txt', 'txt', 'con_.txt'],
    ['traethawd Cymraeg – ŵyl.pdf', 'pdf', 'traethawd Cymraeg – ŵyl.pdf'],
    [`${'x'.repeat(300)}.pdf`, 'pdf', `${'x'.repeat(100)}.pdf`],
  ])('%j becomes %j', (given, extension, expected) => {
    expect(safeFileName(given, extension)).toBe(expected)
  })

  test('stands in a header in any script', () => {
    expect(disposition('attachment', 'ŵyl "1".pdf')).toBe(
      `attachment; filename="_yl _1_.pdf"; filename*=UTF-8''%C5%B5yl%20%221%22.pdf`,
    )
  })
})

describe('a range', () => {
  test.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=-10', { start: 990, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=0-5000', { start: 0, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-3', undefined],
    ['bytes=0-1,5-6', undefined],
    ['items=0-1', undefined],
    ['bytes=-', undefined],
    [undefined, undefined],
  ])('%s of 1,000 bytes', (header, expected) => {
    expect(byteRange(header, 1000)).toEqual(expected)
  })
})

describe('a preview', () => {
  test('is upright, small enough and says nothing but the picture', async () => {
    const original = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#393' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Artist: 'Amina' }, IFD3: { GPSLatitude: '51/1 28/1 0/1' } })
      .toBuffer()
    const preview = await drawPreview(Readable.from([original]))
    expect(preview).toMatchObject({ width: 533, height: 1600 })
    const { format, exif, orientation } = await sharp(preview?.bytes).metadata()
    expect({ format, exif, orientation }).toEqual({ format: 'webp' })
  })

  test('is left out for what is no picture, cut or too large', async () => {
    const whole = await png()
    expect(await drawPreview(Readable.from([whole.subarray(0, 60)]))).toBeUndefined()
    expect(await drawPreview(Readable.from([bytes('nothing')]))).toBeUndefined()
    // A header that claims 60,000 × 60,000 pixels.
    const bomb = Buffer.from(whole)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect(await drawPreview(Readable.from([bomb]))).toBeUndefined()
  })
})
