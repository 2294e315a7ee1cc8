import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBinaries } from './binaries.ts'
import { canEnter, canExecute } from './server-user.ts'

const stranger = { uid: 65534, gid: 65534 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-binaries-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what the server user may do', () => {
  it('follows the permissions of the file and of every folder above it', () => {
    const inner = join(folder, 'inner')
    const program = join(inner, 'program')
    mkdirSync(inner, { mode: 0o711 })
    writeFileSync(program, '', { mode: 0o755 })
    expect([canEnter(inner, stranger), canExecute(program, stranger)]).toEqual([true, true])
    chmodSync(program, 0o744)
    expect(canExecute(program, stranger)).toBe(false)
    chmodSync(program, 0o755)
    chmodSync(folder, 0o700)
    expect([canEnter(inner, stranger), canExecute(program, stranger)]).toEqual([false, false])
    expect(canExecute(program, undefined)).toBe(true)
    expect(canExecute(join(folder, 'missing'), stranger)).toBe(false)
  })
})

it('finds programs that run, with their libraries', () => {
  const { postgres, initdb, major } = findBinaries(folder, undefined)
  expect(existsSync(initdb)).toBe(true)
  expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain(`PostgreSQL) ${major}.`)
})
