/** `/metrics`: what Prometheus reads. Requests are counted by route pattern, never by id. */
import { prometheus } from '@hono/prometheus'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { libraryIfAny } from './named-papers.ts'
import type { Service } from './service.ts'

export function metrics(service: Service) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'kindred_indexed_papers',
    help: 'Papers that answers are computed from',
    registers: [registry],
    collect() {
      this.set(libraryIfAny(service)?.count ?? 0)
    },
  })
  new Gauge({
    name: 'kindred_index_problems',
    help: 'Problems of the index; /readyz says which',
    registers: [registry],
    collect() {
      this.set(service.library.problems().length)
    },
  })
  return prometheus({ registry, prefix: 'kindred_' })
}
