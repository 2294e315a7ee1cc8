import { type Issue, isObject, type JsonObject, type Limits, type Place, pointerOf } from './json.ts'
import { hasLoneSurrogate } from './parse-json.ts'

/**
 * Holds a value that was parsed elsewhere to the same bounds as text. Only duplicate names cannot be seen
 * any more. Cycles end at the depth limit.
 */
export function checkValue(value: unknown, limits: Limits): Issue[] {
  if (new Bounds(limits).holds(value, 0)) return []
  let values = 0
  const issues: Issue[] = []
  const refuse = (place: Place | undefined, code: string) => {
    issues.push({ path: pointerOf(place), code, clause: 'limit of this library' })
  }

  const visit = (item: unknown, place: Place | undefined, depth: number): void => {
    values += 1
    if (issues.length > 0) return
    if (values > limits.maxValues) return refuse(place, 'too-large')
    if (typeof item === 'string') {
      if (item.length > limits.maxLength) refuse(place, 'too-large')
      else if (hasLoneSurrogate(item)) refuse(place, 'malformed-text')
    } else if (Array.isArray(item)) {
      if (depth >= limits.maxDepth) return refuse(place, 'too-deep')
      item.forEach((child, step) => {
        visit(child, { above: place, step }, depth + 1)
      })
    } else if (isObject(item)) {
      if (depth >= limits.maxDepth) return refuse(place, 'too-deep')
      for (const step of Object.keys(item)) {
        const here = { above: place, step }
        if (step === '__proto__') return refuse(here, 'forbidden-name')
        visit(item[step], here, depth + 1)
      }
    } else if (typeof item !== 'boolean' && item !== null && !Number.isFinite(item)) {
      refuse(place, 'malformed-json')
    }
  }

  visit(value, undefined, 0)
  return issues
}

/** The same without saying where, which nearly all values need only. */
class Bounds {
  readonly #limits: Limits
  #values = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  holds(item: unknown, depth: number): boolean {
    this.#values += 1
    if (this.#values > this.#limits.maxValues) return false
    if (typeof item === 'string') return item.length <= this.#limits.maxLength && !hasLoneSurrogate(item)
    if (typeof item !== 'object') return typeof item === 'boolean' || Number.isFinite(item)
    if (item === null) return true
    if (depth >= this.#limits.maxDepth) return false
    if (Array.isArray(item)) {
      for (const child of item) if (!this.holds(child, depth + 1)) return false
      return true
    }
    for (const name of Object.keys(item)) {
      if (name === '__proto__' || !this.holds((item as JsonObject)[name], depth + 1)) return false
    }
    return true
  }
}
