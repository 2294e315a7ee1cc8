import { expect, test } from 'vitest'
import { figuresOf } from './figures.ts'

test('percentiles are times that were really measured, whatever order they came in', () => {
  const times = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(figuresOf(times, 10)).toEqual({ requestsPerSecond: 20, p50: 100, p95: 190, p99: 198 })
})

test('one request is every percentile, and none is nothing', () => {
  expect(figuresOf([7.26], 1)).toEqual({ requestsPerSecond: 1, p50: 7.3, p95: 7.3, p99: 7.3 })
  expect(figuresOf([], 1)).toEqual({ requestsPerSecond: 0, p50: 0, p95: 0, p99: 0 })
})
