/**
 * One way in which an answer differed from what is known of the API. The field name is TeamViewer's; values are only
 * named for enumerations, and only when they look like an identifier.
 */
export interface Drift {
  /** The function that answered, e.g. `GET /sessions`. */
  readonly fn: string;
  /** The kind of record: `session`, `device`, … */
  readonly record: string;
  readonly kind:
    | 'unknown_field'
    | 'missing_field'
    | 'unknown_value'
    | 'unreadable_value'
    | 'unreadable_record';
  readonly field: string;
  readonly value?: string;
  /** In how many records of this answer. */
  readonly count: number;
}

/** Told of drift once for each answer and field. It must not throw. */
export type DriftSink = (drift: Drift) => void;

/** Gathers what one answer shows, so that a page of a thousand records makes one note and not a thousand. */
export interface DriftTally {
  note(record: string, kind: Drift['kind'], field: string, value?: string): void;
  report(fn: string, sink: DriftSink): void;
}

const IDENTIFIER = /^[\w-]{1,40}$/;
const MOST_NOTES = 200;

export function createDriftTally(): DriftTally {
  const notes = new Map<string, Omit<Drift, 'fn'>>();
  return {
    note(record, kind, field, value) {
      const shown = value !== undefined && IDENTIFIER.test(value) ? value : undefined;
      const key = `${record} ${kind} ${field} ${shown ?? ''}`;
      const known = notes.get(key);
      if (known === undefined && notes.size >= MOST_NOTES) return;
      const count = (known?.count ?? 0) + 1;
      notes.set(key, {
        record,
        kind,
        field: field.slice(0, 80),
        count,
        ...(shown === undefined ? {} : { value: shown }),
      });
    },
    report(fn, sink) {
      for (const note of notes.values()) sink({ fn, ...note });
    },
  };
}

/** Adds drift up over the life of a client; hand its `sink` in as `onDrift`. */
export function createDriftCounter(): { readonly sink: DriftSink; counts(): readonly Drift[] } {
  const totals = new Map<string, Drift>();
  return {
    sink(drift) {
      const key = [drift.fn, drift.record, drift.kind, drift.field, drift.value ?? ''].join(' ');
      const before = totals.get(key)?.count ?? 0;
      totals.set(key, { ...drift, count: before + drift.count });
    },
    counts: () => [...totals.values()],
  };
}
