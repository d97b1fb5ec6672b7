import { type Random, shuffled } from '../state/random.ts';
import type { FaultEffect } from './fault-schema.ts';

const wireKinds = [
  'half-open-socket',
  'lose-answer-after-effect',
  'truncated-body',
  'non-json-body',
] as const;

export type WireFault = Extract<FaultEffect, { kind: (typeof wireKinds)[number] }>;

/** Whether a fault spoils the connection rather than what the answer says. */
export function breaksWire(effect: FaultEffect): effect is WireFault {
  return (wireKinds as readonly string[]).includes(effect.kind);
}

interface Bendable {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The answer as the faults leave it. The state is not touched: what is changed is a copy. */
export function bodyFault<A extends Bendable>(
  effects: readonly FaultEffect[],
  answer: A,
  endpoint: string,
  random: Random,
  /** The rows of the answer before this one. */
  earlier: readonly unknown[],
): A {
  if (answer.status >= 300 || typeof answer.body !== 'object' || answer.body === null) return answer;
  if (!effects.some((effect) => !breaksWire(effect) && effect.kind !== 'latency')) return answer;
  const body: unknown = structuredClone(answer.body);
  for (const effect of effects) bend(effect, body, endpoint, random, earlier);
  return { ...answer, body };
}

function bend(
  effect: FaultEffect,
  body: unknown,
  endpoint: string,
  random: Random,
  earlier: readonly unknown[],
): void {
  const rows = rowsOf(body);
  switch (effect.kind) {
    case 'duplicated-page':
      rows.list.unshift(...structuredClone(rows.list.slice(-Math.ceil(rows.list.length / 2))));
      return;
    case 'repeated-page':
      rows.list.unshift(...structuredClone(earlier));
      return;
    case 'reordered-page':
      rows.list.splice(0, rows.list.length, ...shuffled(random, rows.list));
      return;
    case 'missing-fields':
      for (const row of rows.records) for (const field of effect.fields) delete row[field];
      return;
    case 'unknown-fields':
      for (const row of rows.records) Object.assign(row, effect.fields);
      return;
    case 'blank-names':
      for (const row of rows.records) blank(row);
      return;
    case 'wrong-device-numbers':
      for (const row of rows.records)
        if ('deviceid' in row) row['deviceid'] = String(Math.floor(random() * 1e9));
      return;
    case 'latency':
    case 'refuse-before-effect':
    case 'lose-answer-after-effect':
    case 'effect-after-timeout':
    case 'rate-limit-403':
    case 'rate-limit-429':
    case 'status':
    case 'half-open-socket':
    case 'truncated-body':
    case 'non-json-body':
    case 'expire-token':
    case 'report-late':
    case 'report-corrected':
    case 'report-never':
      return;
    default: {
      const stranger: never = effect;
      throw new Error(`fault without effect at ${endpoint}: ${JSON.stringify(stranger)}`);
    }
  }
}

const names = ['devicename', 'groupname', 'notes', 'name', 'alias', 'username'];

function blank(row: Record<string, unknown>): void {
  for (const name of names) if (name in row) row[name] = '';
}

type Row = Record<string, unknown>;

/** The rows of a list answer (its first array), or the single object as its only row. */
export function rowsOf(body: unknown): { list: unknown[]; records: Row[] } {
  const list = Array.isArray(body) ? body : Object.values(body as Row).find((value) => Array.isArray(value));
  if (!list) return { list: [], records: [body as Row] };
  return { list, records: list.filter((row): row is Row => typeof row === 'object' && row !== null) };
}
