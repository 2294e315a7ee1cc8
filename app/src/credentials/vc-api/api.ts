import {
  BUNDLE_LIMITS,
  isObject,
  type JsonObject,
  type KeyType,
  parseJson,
  type ResolveDid,
  type SigningKey,
} from '@vademecum/verifiable-credentials'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { issueCredential } from './issue.ts'
import { problemOf, Refused } from './problem.ts'
import { resolveIdentifier } from './resolve.ts'
import { FacadeLists } from './status.ts'
import { suiteNames, suites } from './suites.ts'
import { verifyForFacade, verifyPresentation } from './verify.ts'

/** What the facade needs of the outside. */
export interface VcApi {
  readonly origin: string
  readonly keys: Readonly<Record<KeyType, SigningKey>>
  readonly resolveDid: ResolveDid
  readonly fetchStatusList: (url: string) => Promise<unknown>
  now(): Date
}

/**
 * The interface over which public test suites examine the library: the VC API's issue and verify, and DID resolution.
 * It signs whatever it is given with keys that mean nothing, so it is never there in production.
 */
export function createVcApi({ origin, keys, resolveDid, fetchStatusList, now }: VcApi): Hono {
  const api = new Hono()
  const lists = new FacadeLists(origin, keys.Ed25519, now)
  const limit = bodyLimit({ maxSize: 2_000_000, onError: (c) => c.json({ title: 'too large' }, 413) })

  for (const name of suiteNames) {
    const suite = suites[name]
    const key = keys[suite.keyType]
    const isBitstring = name === 'bitstring'
    const verifyWith = () => ({
      now: now(),
      resolveDid,
      fetchStatusList: async (url: string) => (await lists.signed(url)) ?? fetchStatusList(url),
      needsStatus: isBitstring,
    })
    api.get(`/${name}/issuer`, (c) => c.json({ id: key.controller }))
    api.post(`/${name}/credentials/issue`, limit, (c) =>
      answer(c, async () => {
        const { credential } = await bodyOf(c)
        const signed = await issueCredential(credential, suite, key, now(), isBitstring ? lists : undefined)
        return c.json({ verifiableCredential: signed }, 201)
      }),
    )
    api.post(`/${name}/credentials/verify`, limit, (c) =>
      answer(c, async () => {
        const { verifiableCredential } = await bodyOf(c)
        await verifyForFacade(verifiableCredential, verifyWith())
        return c.json({ verified: true, verifiableCredential, problemDetails: [] })
      }),
    )
    api.post(`/${name}/presentations/verify`, limit, (c) =>
      answer(c, async () => {
        const { verifiablePresentation, options } = await bodyOf(c)
        await verifyPresentation(verifiablePresentation, verifyWith(), askedIn(options))
        return c.json({ verified: true, verifiablePresentation, problemDetails: [] })
      }),
    )
  }
  api.post('/bitstring/credentials/status', limit, (c) =>
    answer(c, async () => {
      const { credentialStatus, status } = await bodyOf(c)
      if (!isObject(credentialStatus)) throw new Refused('PARSING_ERROR', 'no credentialStatus')
      lists.set(credentialStatus, status !== false && status !== '0')
      return c.json({}, 200)
    }),
  )
  api.get('/bitstring/status-lists/:purpose', async (c) => {
    const list = await lists.signed(`${origin}/bitstring/status-lists/${c.req.param('purpose')}`)
    return list
      ? c.json(list, 200, { 'Content-Type': 'application/vc' })
      : c.json({ title: 'not found' }, 404)
  })
  api.get('/1.0/identifiers/*', async (c) => {
    const path = new URL(c.req.url).pathname.slice('/1.0/identifiers/'.length)
    const { status, body } = await resolveIdentifier(decoded(path), resolveDid)
    return c.json(body, status, {
      'Content-Type': 'application/ld+json;profile="https://w3id.org/did-resolution"',
    })
  })
  return api
}

async function answer(c: Context, act: () => Promise<Response>): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return c.json(problemOf(error), 400, { 'Content-Type': 'application/problem+json' })
  }
}

async function bodyOf(c: Context): Promise<JsonObject> {
  const parsed = parseJson(await c.req.text(), BUNDLE_LIMITS)
  if (!parsed.ok) throw new Refused('PARSING_ERROR', `${parsed.issue.path} ${parsed.issue.code}`)
  if (!isObject(parsed.value)) throw new Refused('PARSING_ERROR', 'not an object')
  return parsed.value
}

function askedIn(options: unknown): { challenge?: string; domain?: string } {
  const { challenge, domain } = isObject(options) ? options : {}
  return {
    ...(typeof challenge === 'string' ? { challenge } : {}),
    ...(typeof domain === 'string' ? { domain } : {}),
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
