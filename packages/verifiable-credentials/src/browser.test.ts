import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { createProof } from './index.ts'
import { credentialBy, makeIssuer } from '../test-support/make-issuer.ts'

test('the library runs where there is nothing but the platform of a browser', async () => {
  const bundle = await build({
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'library',
    // A page loads modules, which know their address; this one is a script.
    define: { 'import.meta.url': '"https://page.example/library.js"' },
    conditions: ['source'],
    metafile: true,
    logLevel: 'silent',
  })
  expect(Object.keys(bundle.metafile.inputs).filter((path) => path.startsWith('node:'))).toEqual([])

  const issuer = await makeIssuer()
  const signed = await createProof({
    document: credentialBy(issuer.did),
    key: issuer.key,
    created: '2026-08-20T07:00:00Z',
  })
  const { crypto, TextEncoder, TextDecoder, URL, AbortSignal, Blob, Response, atob, btoa } = globalThis
  const { CompressionStream, DecompressionStream, setTimeout, clearTimeout, MessageChannel } = globalThis
  const page = {
    ...{ crypto, TextEncoder, TextDecoder, URL, AbortSignal, Blob, Response, atob, btoa },
    ...{ CompressionStream, DecompressionStream, setTimeout, clearTimeout, MessageChannel },
    text: JSON.stringify(signed),
  }
  const verdicts: unknown = await runInNewContext(
    `globalThis.self = globalThis
    ${bundle.outputFiles[0]?.text}
    const options = { now: new Date('2026-11-01T12:00:00Z'), acceptIssuer: () => 'accepted' }
    Promise.all([text, text.replace('"7"', '"8"')].map(async (each) => {
      const report = await library.verifyCredential(each, options)
      return report.verdict
    })).then((verdicts) => verdicts.join(' '))`,
    page,
  )
  expect(verdicts).toBe('verified failed')
})
