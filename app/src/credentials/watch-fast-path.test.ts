import { FastPath } from '@vademecum/verifiable-credentials'
import { expect, test } from 'vitest'
import { canonicalFormAlarms } from '../platform/metrics.ts'
import { watchFastPath } from './watch-fast-path.ts'

test('a difference is counted and logged without what the document says', async () => {
  const logged: unknown[] = []
  const watched = new FastPath()
  watchFastPath({ error: (...told: unknown[]) => logged.push(told) }, watched)
  const before = (await canonicalFormAlarms.get()).values[0]?.value ?? 0
  const context = 'https://a.example/v1'
  const contexts = new Map([[context, { '@context': { name: 'https://a.example/name', id: '@id' } }]])
  const document = { '@context': [context], id: 'urn:a:b', name: 'Amina Khan' }
  await watched.canonicalize(document, contexts, 'SHA-256', async () => 'something else about Amina Khan')
  expect(watched.isOn).toBe(false)
  expect((await canonicalFormAlarms.get()).values[0]?.value).toBe(before + 1)
  expect(logged).toHaveLength(1)
  expect(JSON.stringify(logged)).toContain(context)
  expect(JSON.stringify(logged)).not.toContain('Amina')
})
