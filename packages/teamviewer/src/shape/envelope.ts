import { TeamViewerError } from '../errors.ts';
import type { DriftTally } from './drift.ts';
import { isRecord, type RecordReader } from './record-reader.ts';

/** An answer's outer object with names that can be asked for in any spelling. */
export interface Envelope {
  get(name: string): unknown;
  /** A non-empty text member; `undefined` otherwise. */
  text(name: string): string | undefined;
  /** A whole number of zero or more, also as digits; `undefined` otherwise. */
  count(name: string): number | undefined;
}

/** Opens an answer's outer object, or rejects with `our_fault`: without it nothing can be read. */
export function openEnvelope(fn: string, json: unknown): Envelope {
  if (!isRecord(json)) throw misunderstood(fn);
  const members = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]));
  const get = (name: string) => members.get(name.toLowerCase()) ?? undefined;
  return {
    get,
    text(name) {
      const value = get(name);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    count(name) {
      const value = Number(get(name) ?? Number.NaN);
      return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
    },
  };
}

/** Reads a list out of an envelope. A missing list is `our_fault`: taking it for an empty one would hide a change. */
export function readList<T>(
  fn: string,
  envelope: Envelope,
  name: string,
  reader: RecordReader<T>,
  tally: DriftTally,
): T[] {
  const list = envelope.get(name);
  if (!Array.isArray(list)) throw misunderstood(fn);
  return list.map((raw: unknown) => reader.read(raw, tally)).filter((record) => record !== undefined);
}

/** Says that an answer was good by its status and cannot be understood. */
export function misunderstood(fn: string, effectUnknown = false): TeamViewerError {
  return new TeamViewerError('our_fault', 'The answer has a shape that is not known here.', {
    fn,
    effectUnknown,
  });
}
