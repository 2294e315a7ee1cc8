import { type Issue, isObject, type Limits, pointer } from './json.ts'
import { hasLoneSurrogate } from './parse-json.ts'

/**
 * Holds a value that was parsed elsewhere to the same bounds as text. Only duplicate names cannot be seen
 * any more. Cycles end at the depth limit.
 */
export function checkValue(value: unknown, limits: Limits): Issue[] {
  let values = 0
  const issues: Issue[] = []
  const refuse = (path: string, code: string) => issues.push({ path, code, clause: 'limit of this library' })

  const visit = (item: unknown, path: string, depth: number): void => {
    values += 1
    if (issues.length > 0) return
    if (values > limits.maxValues) return void refuse(path, 'too-large')
    if (typeof item === 'string') {
      if (item.length > limits.maxLength) refuse(path, 'too-large')
      else if (hasLoneSurrogate(item)) refuse(path, 'malformed-text')
    } else if (Array.isArray(item) || isObject(item)) {
      if (depth >= limits.maxDepth) return void refuse(path, 'too-deep')
      for (const [name, child] of Object.entries(item)) {
        if (name === '__proto__') return void refuse(pointer(path, name), 'forbidden-name')
        visit(child, pointer(path, name), depth + 1)
      }
    } else if (typeof item !== 'boolean' && item !== null && !Number.isFinite(item)) {
      refuse(path, 'malformed-json')
    }
  }

  visit(value, '', 0)
  return issues
}
