import { describe, expect, test } from 'vitest'
import en from '../../../words/en/record.json' with { type: 'json' }
import { gradeWordKey, gradingSchemes } from './grading-schemes.ts'

describe('grading schemes', () => {
  test('BTEC grades step down one letter at a time', () => {
    expect(gradingSchemes.get('BTEC-TRIPLE')?.grades).toEqual([
      ...['D*D*D*', 'D*D*D', 'D*DD', 'DDD', 'DDM', 'DMM', 'MMM', 'MMP', 'MPP', 'PPP', 'U'],
    ])
    expect(gradingSchemes.get('BTEC-DOUBLE')?.grades).toEqual([
      'D*D*',
      'D*D',
      'DD',
      'DM',
      'MM',
      'MP',
      'PP',
      'U',
    ])
    expect(gradingSchemes.get('BTEC-UNIT')?.grades).toEqual(['D*', 'D', 'M', 'P', 'U'])
  })

  test('combined science is a pair of neighbours', () => {
    const grades = gradingSchemes.get('GCSE9-1-DOUBLE')?.grades
    expect(grades).toContain('98')
    expect(grades).not.toContain('97')
    expect(grades).toHaveLength(18)
  })

  test('no scheme names a grade twice, and every scheme and worded grade has words', () => {
    for (const { code, grades } of gradingSchemes.values()) {
      expect(new Set(grades).size).toBe(grades.length)
      expect(en).toHaveProperty([`scheme_${code}`])
      for (const grade of grades) {
        const key = gradeWordKey(code, grade)
        if (key) expect(en).toHaveProperty([key.replace('record.', '')])
      }
    }
  })
})
