import { expect, it } from 'vitest'
import { operations } from '../../src/api/operations.ts'
import { triedByContract } from '../api/contract.ts'
import { runApiMatrix } from './run-api-matrix.ts'

const succeeded = await runApiMatrix()

it('every operation succeeds here for somebody, or in the test of the contract', () => {
  const others = operations.filter(({ id }) => !succeeded.has(id) && !triedByContract.has(id))
  expect(others.map(({ id }) => id)).toEqual([])
})
