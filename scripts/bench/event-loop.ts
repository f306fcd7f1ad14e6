/** How long the service's event loop was held up, as its own `/metrics` tells. */

export interface EventLoop {
  readonly p99Ms: number
  readonly maxMs: number
}

/**
 * The delays since this was last asked. They are sampled with a timer of 10 ms and include it, so an
 * idle loop shows 10 to 11.
 */
export async function eventLoopOf(url: string): Promise<EventLoop> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const milliseconds = (name: string) => {
    const line = new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(metrics)
    return line ? 1000 * Number(line[1]) : Number.NaN
  }
  return { p99Ms: milliseconds('p99'), maxMs: milliseconds('max') }
}
