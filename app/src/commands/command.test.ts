import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { ConfigError } from '../platform/config.ts'
import { CommandError, exitCodeOf, exitCodes, sentenceOf } from './command.ts'

describe('what a command says when it stops', () => {
  it('is one sentence, in words where it is one of ours', () => {
    expect(sentenceOf(new CommandError('No such file.'))).toBe('No such file.')
    expect(sentenceOf(new AppError('too_many', { detail: 'for the log' }))).toBe('Too many attempts')
    expect(
      sentenceOf(new AppError('invalid', { problems: [{ field: 'uln', key: 'errors.fieldInvalid' }] })),
    ).toBe('uln: Check this answer')
  })

  it('is the first of several failed addresses', () => {
    const error = new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('other')])
    expect(sentenceOf(error)).toBe('connect ECONNREFUSED ::1:5432')
  })

  it('comes with an exit code that tells a wrong call from a failure', () => {
    expect(exitCodeOf(new ConfigError([{ setting: 'PORT', problem: 'is wrong' }]))).toBe(64)
    expect(exitCodeOf(new CommandError('cannot read it', exitCodes.unreadable))).toBe(66)
    expect(exitCodeOf(new Error('failed'))).toBe(1)
  })
})
