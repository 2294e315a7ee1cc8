import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { createMetrics, serveMetrics } from './metrics.ts'

it('counts by the pattern of the route and answers on a port of its own', async () => {
  const metrics = createMetrics(() => ({ total: 3, idle: 2, waiting: 0 }))
  metrics.observeRequest({ method: 'GET', route: '/portfolio/:id', status: 200, seconds: 0.02 })
  metrics.countJob('send-mail', 'done')
  const server = await serveMetrics(metrics, 0, '127.0.0.1')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const text = await (await fetch(`${address}/metrics`)).text()
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/portfolio/:id",status="200"} 1',
    )
    expect(text).toContain('jobs_total{task="send-mail",outcome="done"} 1')
    expect(text).toContain('database_connections{state="total"} 3')
    expect((await fetch(`${address}/`)).status).toBe(404)
  } finally {
    server.close()
  }
})
