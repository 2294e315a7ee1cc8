import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { dangerOf, ensureSafeRole, inspectRole } from './database-role.ts'

const { applicationUrl, ownerUrl } = await createTestDatabase()

describe('the role that the application runs as', () => {
  it('is refused when it owns the tables', async () => {
    await expect(ensureSafeRole(ownerUrl)).rejects.toThrow('owns the tables')
  })

  it.skipIf(applicationUrl === ownerUrl)('is accepted when it owns nothing', async () => {
    await expect(ensureSafeRole(applicationUrl)).resolves.toBeUndefined()
  })

  it('is refused when row-level security is no wall for it', async () => {
    const role = await inspectRole(applicationUrl)
    expect(dangerOf({ ...role, isSuperuser: true })).toContain('superuser')
    expect(dangerOf({ ...role, bypassesRowSecurity: true })).toContain('bypasses')
  })
})
