import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import {
  type ActivitySnapshot,
  type AssetSnapshot,
  type ConfigurationSnapshot,
  type Host,
  type HttpRequest,
  type HttpResponse,
  type Language,
  type NewJournalEntry,
  type NewMail,
  type NewRun,
  type PersonSnapshot,
  type RunOutcome,
  Secret,
  type Transaction,
} from '@fernwart/addon-kit';
import addon from '../src/server.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type PackageDatabase, sqlOn } from './package-database.ts';

export interface TestRun extends NewRun {
  readonly id: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  attempt: number;
  due: Temporal.Instant;
  result?: unknown;
  error?: { code: string; text: string };
  readonly log: string[];
}

export type Answer = (request: HttpRequest) => Promise<{ status: number; json?: unknown; text?: string }>;

/** A desk in memory around the add-on, with the package's real tables. Transactions become durable whole or not at all. */
export interface TestDesk {
  readonly host: Host;
  readonly clock: ManualClock;
  readonly activities: Map<string, ActivitySnapshot>;
  readonly assets: Map<string, AssetSnapshot>;
  readonly people: Map<string, PersonSnapshot>;
  readonly configurations: Map<string, ConfigurationSnapshot>;
  readonly journal: NewJournalEntry[];
  readonly mails: NewMail[];
  readonly runs: TestRun[];
  readonly touched: string[];
  readonly requests: HttpRequest[];
  readonly logged: { level: string; message: string; fields: Record<string, unknown> }[];
  answer: Answer;
  /** Throws before a transaction becomes durable: what a crash leaves behind. */
  failCommit: ((effects: { journal: readonly NewJournalEntry[] }) => boolean) | null;
  /** Works off every run that is due, until none is. */
  work(): Promise<void>;
  /** Executes one run once, whatever its state. */
  execute(run: TestRun): Promise<RunOutcome>;
  /** Moves the clock step by step through all due work. */
  pass(duration: Temporal.DurationLike): Promise<void>;
  person(id: string, change?: Partial<PersonSnapshot>): PersonSnapshot;
}

const strings = Object.fromEntries(
  (['de', 'en'] as const).map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`../strings/${language}.json`, import.meta.url), 'utf8')) as Record<
      string,
      string
    >,
  ]),
) as Record<Language, Record<string, string>>;

export function textOf(
  language: Language,
  key: string,
  values: Record<string, string | number> = {},
): string {
  const text = strings[language][key];
  if (text === undefined) throw new Error(`There is no text ${key} in ${language}.`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function createTestDesk(database: PackageDatabase): TestDesk {
  const inside = new AsyncLocalStorage<true>();
  const clock = manualClock('2026-11-02T08:00:00Z');
  let nextId = 0;
  const id = (kind: string) => `${kind}-${String((nextId += 1)).padStart(4, '0')}`;
  const root = sqlOn(database);

  function outside(what: string): void {
    if (inside.getStore())
      throw Object.assign(new Error(`${what} inside a transaction`), { code: 'inside_transaction' });
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    outside('A transaction');
    const journal: NewJournalEntry[] = [];
    const mails: NewMail[] = [];
    const runs: TestRun[] = [];
    const touched: string[] = [];
    const brought: (() => void)[] = [];
    const result = await database.transaction(async (on) => {
      const tx: Transaction = {
        sql: sqlOn(on),
        activities: { lock: async (activity) => desk.activities.get(activity) ?? null },
        journal: {
          add: async (entry) => {
            const same = (one: NewJournalEntry) =>
              one.activityId === entry.activityId && one.key === entry.key;
            if (![...desk.journal, ...journal].some(same)) journal.push(entry);
          },
        },
        mail: {
          send: async (mail) => {
            if (![...desk.mails, ...mails].some((one) => one.key === mail.key)) mails.push(mail);
          },
        },
        assets: { setAttributes: async () => ({ written: 0, keptByHand: [] }) },
        run: async (run) => {
          const there = [...desk.runs, ...runs].find((one) => run.key !== undefined && one.key === run.key);
          if (there !== undefined) return there.id;
          const made: TestRun = {
            ...run,
            id: id('run'),
            state: 'waiting',
            attempt: 0,
            due: run.dueAt ?? clock.now(),
            log: [],
          };
          runs.push(made);
          return made.id;
        },
        bringForward: async (key, dueAt) => {
          const run = [...desk.runs, ...runs].find((one) => one.key === key && one.state === 'waiting');
          if (run === undefined) return false;
          brought.push(() => {
            if (Temporal.Instant.compare(dueAt, run.due) < 0) run.due = dueAt;
          });
          return true;
        },
        touch: async (topic) => void touched.push(topic),
      };
      const value = await inside.run(true, () => work(tx));
      if (desk.failCommit?.({ journal })) throw new Error('The server was killed before the commit.');
      return value;
    });
    desk.journal.push(...journal);
    desk.mails.push(...mails);
    desk.runs.push(...runs);
    desk.touched.push(...touched);
    for (const bring of brought) bring();
    return result;
  }

  async function fetch(request: HttpRequest): Promise<HttpResponse> {
    outside('An outgoing call');
    desk.requests.push(request);
    const { status, json, text } = await desk.answer(request);
    const bytes = new TextEncoder().encode(text ?? (json === undefined ? '' : JSON.stringify(json)));
    return {
      status,
      header: () => undefined,
      body: (async function* () {
        yield bytes;
      })(),
    };
  }

  const host: Host = {
    package: { id: 'teamviewer', version: '1.0.0' },
    publicUrl: 'https://desk.example.org',
    languages: ['de', 'en'],
    callbackUrl: (configuration) => `https://desk.example.org/callback/teamviewer/${configuration}`,
    linkUrl: (link, subject) => `/open/teamviewer/${link}/${subject.type}/${subject.id}`,
    text: textOf,
    activities: { get: async (activity) => desk.activities.get(activity) ?? null },
    assets: {
      get: async (asset) => desk.assets.get(asset) ?? null,
      ofActivity: async (activity) =>
        [...desk.assets.values()].filter((asset) =>
          desk.activities.get(activity)?.assetIds.includes(asset.id),
        ),
      page: async (after, limit) =>
        [...desk.assets.values()].filter((asset) => after === null || asset.id > after).slice(0, limit),
    },
    people: {
      get: async (person) => desk.people.get(person) ?? null,
      administrators: async () =>
        [...desk.people.values()].filter((person) => person.roles.includes('administrator')),
    },
    configurations: {
      list: async () => [...desk.configurations.values()],
      get: async (configuration) => desk.configurations.get(configuration) ?? null,
      default: async () => [...desk.configurations.values()].find((one) => one.isDefault) ?? null,
    },
    secrets: {
      seal: async (plain, purpose) => `sealed(${purpose}):${Buffer.from(plain.reveal()).toString('base64')}`,
      open: async (sealed, purpose) => {
        const prefix = `sealed(${purpose}):`;
        if (!sealed.startsWith(prefix)) throw new Error('sealed for another purpose');
        return new Secret(Buffer.from(sealed.slice(prefix.length), 'base64').toString());
      },
    },
    sql: (strings, ...values) => {
      outside('A query on the database itself');
      return root(strings, ...values);
    },
    transaction,
    databaseNow: async () => clock.now(),
    fetch,
    clock,
    log: {
      info: (message, fields = {}) => void desk.logged.push({ level: 'info', message, fields }),
      warn: (message, fields = {}) => void desk.logged.push({ level: 'warn', message, fields }),
      error: (message, fields = {}) => void desk.logged.push({ level: 'error', message, fields }),
    },
    random: (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url'),
  };

  async function execute(run: TestRun): Promise<RunOutcome> {
    const version = run.workflow === 'W_Team_getToken-UIActionWF' ? '1.14' : '1.0';
    const workflow = addon.workflows?.[`${run.workflow}@${version}`];
    if (workflow === undefined) throw new Error(`There is no workflow ${run.workflow}.`);
    run.state = 'running';
    run.attempt += 1;
    const outcome = await workflow(
      {
        id: run.id,
        workflow: run.workflow,
        version,
        input: run.input,
        subject: run.subject ?? null,
        trigger: { ...run.trigger, personId: run.personId ?? null },
        attempt: run.attempt,
        signal: new AbortController().signal,
        log: async (level, key, values) => void run.log.push(`${level} ${textOf('en', key, values)}`),
      },
      host,
    );
    if (outcome.kind === 'again') {
      run.state = 'waiting';
      run.due = outcome.at;
    } else if (outcome.kind === 'failed') {
      run.state = 'failed';
      run.error = { code: outcome.code, text: outcome.text };
    } else {
      run.state = 'done';
      run.result = outcome.result;
    }
    return outcome;
  }

  function dueRun(until: Temporal.Instant): TestRun | undefined {
    return desk.runs
      .filter((run) => run.state === 'waiting' && Temporal.Instant.compare(run.due, until) <= 0)
      .toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))[0];
  }

  const desk: TestDesk = {
    host,
    clock,
    activities: new Map(),
    assets: new Map(),
    people: new Map(),
    configurations: new Map(),
    journal: [],
    mails: [],
    runs: [],
    touched: [],
    requests: [],
    logged: [],
    answer: async (request) => {
      throw new Error(`Nobody expected ${request.method} ${request.url}.`);
    },
    failCommit: null,
    execute,
    async work() {
      for (let run = dueRun(clock.now()); run !== undefined; run = dueRun(clock.now())) await execute(run);
    },
    async pass(duration) {
      const end = clock.now().add(duration);
      for (;;) {
        await desk.work();
        const next = dueRun(end);
        if (next === undefined) break;
        clock.advance(clock.now().until(next.due));
      }
      clock.advance(clock.now().until(end));
      await desk.work();
    },
    person(personId, change = {}) {
      const person: PersonSnapshot = {
        id: personId,
        name: personId,
        email: `${personId}@example.org`,
        language: 'en',
        timeZone: 'Europe/Berlin',
        active: true,
        roles: ['agent'],
        ...change,
      };
      desk.people.set(personId, person);
      return person;
    },
  };
  return desk;
}
