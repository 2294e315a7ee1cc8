import { expect, test } from 'vitest'
import { isLoopback } from './this-machine.ts'

test.each(['localhost', 'app.localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('%s is here', (name) => {
  expect(isLoopback(name)).toBe(true)
})

test.each([
  '',
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'notlocalhost',
])('%s is elsewhere', (name) => {
  expect(isLoopback(name)).toBe(false)
})
