import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AnsweredRequest, OutgoingCallEnd, Reading } from './operations.ts';

/** Prometheus metrics of one node. Labels come from closed sets, or are names that administrators gave. */
export interface Metrics {
  observe(request: AnsweredRequest): void;
  observeCall(call: OutgoingCallEnd): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Functions of outside services beyond this number are counted together: a label must not grow without bound. */
const mostFunctions = 300;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** `sources` are asked whenever the metrics are read; one that fails is counted and spoils no other. */
export function createMetrics(sources: readonly (() => Promise<readonly Reading[]>)[]): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'fernwart_http_request_seconds',
    help: 'Answered requests by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [register],
  });
  const calls = new Histogram({
    name: 'fernwart_outgoing_call_seconds',
    help: 'Calls to outside services by function and outcome: a status, or what kept the answer from coming',
    labelNames: ['package', 'function', 'outcome'],
    buckets,
    registers: [register],
  });
  const failures = new Counter({
    name: 'fernwart_metrics_failures_total',
    help: 'Sources of metrics that could not be read',
    registers: [register],
  });
  const functions = new Set<string>();

  async function readAll(): Promise<Reading[]> {
    const read = await Promise.allSettled(sources.map((source) => source()));
    for (const { status } of read) if (status === 'rejected') failures.inc();
    return read.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  }

  return {
    observe: ({ method, route, status, seconds }) => {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    observeCall({ package: caller, function: name, outcome, seconds }) {
      if (functions.size < mostFunctions) functions.add(name);
      calls.observe({ package: caller, function: functions.has(name) ? name : 'other', outcome }, seconds);
    },
    contentType: register.contentType,
    async text() {
      const readings = await gaugesOf(await readAll()).metrics();
      return `${await register.metrics()}${readings}`;
    },
  };
}

function gaugesOf(readings: readonly Reading[]): Registry {
  const register = new Registry();
  for (const [name, same] of Map.groupBy(readings, (reading) => reading.name)) {
    const labelNames = [...new Set(same.flatMap(({ labels }) => Object.keys(labels ?? {})))];
    const gauge = new Gauge({ name, help: same[0]?.help ?? name, labelNames, registers: [register] });
    for (const { labels, value } of same) gauge.set(labels ?? {}, value);
  }
  return register;
}
