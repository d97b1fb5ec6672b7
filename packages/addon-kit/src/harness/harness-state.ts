import type {
  ActivitySnapshot,
  AssetSnapshot,
  AttributeWrite,
  AuditNote,
  ConfigurationSnapshot,
  HttpRequest,
  NewJournalEntry,
  NewMail,
  NewRun,
  PersonSnapshot,
} from '../host.ts';

export interface HarnessRun extends NewRun {
  readonly id: string;
  readonly version: string;
  state: 'waiting' | 'running' | 'succeeded' | 'failed';
  attempt: number;
  dueAt: Temporal.Instant;
  /** `<level> <text in English>` */
  readonly log: string[];
  result?: unknown;
  error?: { readonly code: string; readonly text: string };
}

/** The desk around the add-on, in memory: tests fill it and look at what the add-on left. */
export interface HarnessDesk {
  readonly activities: Map<string, ActivitySnapshot>;
  readonly assets: Map<string, AssetSnapshot>;
  readonly people: Map<string, PersonSnapshot>;
  readonly configurations: Map<string, ConfigurationSnapshot>;
  readonly journal: NewJournalEntry[];
  readonly mails: NewMail[];
  readonly attributes: AttributeWrite[];
  readonly runs: HarnessRun[];
  readonly touched: string[];
  readonly audited: AuditNote[];
  readonly requests: HttpRequest[];
  readonly logged: { level: 'info' | 'warn' | 'error'; message: string; fields: Record<string, unknown> }[];
}

export function emptyDesk(): HarnessDesk {
  return {
    activities: new Map(),
    assets: new Map(),
    people: new Map(),
    configurations: new Map(),
    journal: [],
    mails: [],
    attributes: [],
    runs: [],
    touched: [],
    audited: [],
    requests: [],
    logged: [],
  };
}
