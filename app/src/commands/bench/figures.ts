/** Requests and how long each took, in milliseconds. */
export interface Figures {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export function figuresOf(milliseconds: readonly number[], seconds: number): Figures {
  const sorted = Float64Array.from(milliseconds).sort()
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
  return {
    requestsPerSecond: rounded(milliseconds.length / seconds),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

export const rounded = (number: number) => Math.round(number * 10) / 10
