import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** `route` is the pattern of the route, never the address: addresses hold ids. */
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void
  countJob(task: string, outcome: 'done' | 'failed'): void
  text(): Promise<string>
}

/** Look-ups that were suspended: by which rule, never whose. */
export const lookUpAlarms = new Counter({
  name: 'look_up_alarms_total',
  help: 'Look-ups suspended because they looked like misuse',
  labelNames: ['rule', 'subject'],
  registers: [],
})

/** Whether the fast way to the canonical form of credentials was found wrong, and turned off. */
export const canonicalFormAlarms = new Counter({
  name: 'canonical_form_differences_total',
  help: 'Documents whose canonical form came out differently the fast and the long way; the fast way is off then',
  registers: [],
})

/** `poolSize` reads the database connections when somebody asks. */
export function createMetrics(poolSize?: () => { total: number; idle: number; waiting: number }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  registry.registerMetric(lookUpAlarms)
  registry.registerMetric(canonicalFormAlarms)
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.08, 0.15, 0.3, 1, 3, 10],
    registers,
  })
  const jobs = new Counter({
    name: 'jobs_total',
    help: 'Jobs worked on',
    labelNames: ['task', 'outcome'],
    registers,
  })
  if (poolSize) {
    new Gauge({
      name: 'database_connections',
      help: 'Connections of the pool',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(poolSize())) this.set({ state }, count)
      },
    })
  }
  return {
    observeRequest: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    countJob: (task, outcome) => jobs.inc({ task, outcome }),
    text: () => registry.metrics(),
  }
}

/** On a port of its own, which is not for the public. */
export async function serveMetrics(metrics: Metrics, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}
