import { collectDefaultMetrics, Histogram, Gauge as PromGauge, Registry } from 'prom-client';
import type { AnsweredRequest, Gauge } from './operations.ts';

/** Prometheus metrics of one node. Labels come from closed sets alone. */
export interface Metrics {
  observe(request: AnsweredRequest): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export function createMetrics(gauges: readonly Gauge[]): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'fernwart_http_request_seconds',
    help: 'Answered requests by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  for (const { name, help, read } of gauges) {
    const gauge = new PromGauge({
      name,
      help,
      registers: [register],
      collect: async () => {
        gauge.set(await read());
      },
    });
  }
  return {
    observe: ({ method, route, status, seconds }) => {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}
