import type { Readable } from 'node:stream'
import sharp from 'sharp'

/** Two pictures at once use all that two cores have; the third waits. */
sharp.concurrency(1)

/** More than any camera makes; a small file that claims more is a trap for memory. */
const mostPixels = 120_000_000
const longestSide = 1600

export interface Picture {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/**
 * The picture drawn anew: upright, no larger than a page needs, without place, camera or anything else that the file
 * said beside the picture. Undefined when it cannot be read: the file is then kept without a preview.
 */
export async function drawPreview(original: Readable): Promise<Picture | undefined> {
  const drawing = sharp({ limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
  original.on('error', (error) => drawing.destroy(error))
  try {
    const { data, info } = await original.pipe(drawing).toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  } catch {
    return undefined
  } finally {
    original.destroy()
  }
}
