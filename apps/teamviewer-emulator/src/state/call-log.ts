import type { EpochMs } from './model.ts';

export interface CallEntry {
  number: number;
  at: EpochMs;
  /** Method and route template, e.g. `GET /sessions/{code}`. */
  endpoint: string;
  /** The path as it was asked for, without its query. */
  path: string;
  query: Record<string, string>;
  /** What tells calls of one endpoint apart, e.g. the grant type of a token call. */
  detail: string | null;
  userId: string | null;
  /** Null while the call is under way or when no answer was sent. */
  status: number | null;
  /** Whether the operation itself was carried out, whatever became of its answer. */
  effect: boolean;
  faults: string[];
}

export interface Counter {
  calls: number;
  effects: number;
  byStatus: Record<string, number>;
  byDetail: Record<string, number>;
}

export interface CallLog {
  begin(entry: Pick<CallEntry, 'at' | 'endpoint' | 'path' | 'query'>): CallEntry;
  end(entry: CallEntry): void;
  entries(): readonly CallEntry[];
  counters(): Record<string, Counter>;
  clear(): void;
}

const kept = 1000;

export function createCallLog(): CallLog {
  let entries: CallEntry[] = [];
  let counters: Record<string, Counter> = {};
  let number = 0;

  function counterOf(endpoint: string): Counter {
    return (counters[endpoint] ??= { calls: 0, effects: 0, byStatus: {}, byDetail: {} });
  }

  return {
    begin(given) {
      number += 1;
      const entry: CallEntry = {
        number,
        ...given,
        detail: null,
        userId: null,
        status: null,
        effect: false,
        faults: [],
      };
      entries.push(entry);
      if (entries.length > kept * 2) entries = entries.slice(-kept);
      counterOf(entry.endpoint).calls += 1;
      return entry;
    },
    end(entry) {
      const counter = counterOf(entry.endpoint);
      if (entry.effect) counter.effects += 1;
      const status = String(entry.status ?? 'none');
      counter.byStatus[status] = (counter.byStatus[status] ?? 0) + 1;
      if (entry.detail) counter.byDetail[entry.detail] = (counter.byDetail[entry.detail] ?? 0) + 1;
    },
    entries: () => entries.slice(-kept),
    counters: () => counters,
    clear() {
      entries = [];
      counters = {};
    },
  };
}
