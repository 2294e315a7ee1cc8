import { AppError } from '../../errors.ts'

/** Lets text through as it arrives and stops at the first byte that is none. */
export async function* onlyText(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const part of content) {
    ensureText(decoder, part)
    yield part
  }
  ensureText(decoder)
}

function ensureText(decoder: TextDecoder, part?: Uint8Array): void {
  let text: string
  try {
    text = part ? decoder.decode(part, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new AppError('invalid', { problems: [{ field: 'file', key: 'portfolio.fileNotText' }], cause })
  }
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text)) {
    throw new AppError('invalid', { problems: [{ field: 'file', key: 'portfolio.fileNotText' }] })
  }
}
