import { createHash } from 'node:crypto';
import {
  type createImportBody,
  type ImportField,
  type ImportPreview,
  type ImportSummary,
  importFields,
  type Language,
} from '@fernwart/contract';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Executor, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { csvLine } from '../../platform/http/csv.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { type ApplyDeps, applyAssets, applyPeople } from './apply.ts';
import { fileProblem, mappingProblem } from './import-problems.ts';
import { type Planned, wantedRows } from './model.ts';
import { type AssetTarget, planAssets } from './plan-assets.ts';
import { type PersonTarget, planPeople } from './plan-people.ts';
import { readFile } from './read-file.ts';
import * as store from './store.ts';
import { suggestMapping } from './suggest-mapping.ts';

interface From {
  readonly address: string;
  readonly requestId: string;
}

/** Files of people and assets. Rejects with `not_found`, `invalid_input`, `wrong_state` or `stale_version`. */
export interface Imports {
  list(): Promise<ImportSummary[]>;
  create(actor: Actor, body: z.output<typeof createImportBody>): Promise<ImportPreview>;
  preview(actor: Actor, id: string): Promise<ImportPreview>;
  map(actor: Actor, id: string, mapping: readonly (ImportField | null)[]): Promise<ImportPreview>;
  /** Does what the preview with this digest says, in one transaction, or nothing. */
  apply(actor: Actor, id: string, digest: string, from: From): Promise<ImportSummary>;
  /** The refused rows with their reasons, as a file. */
  refused(actor: Actor, id: string): Promise<string>;
}

export interface ImportsDeps extends Pick<ApplyDeps, 'people'> {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly audit: Audit;
  /** Of people of whom nothing else is said. */
  readonly defaults: () => { language: Language; timeZone: string };
}

type Plan =
  | { readonly kind: 'people'; readonly rows: Planned<PersonTarget>[] }
  | { readonly kind: 'assets'; readonly rows: Planned<AssetTarget>[] };

const shownRows = 500;
const keptFor = Temporal.Duration.from({ hours: 24 });
const order = { refused: 0, new: 1, changed: 2, unchanged: 3 } as const;

export function createImports(deps: ImportsDeps): Imports {
  const { db, clock, newId, live, audit, defaults } = deps;

  /** Of the administrator who brought it: a file of somebody else does not exist. */
  async function find(on: Executor, actor: Actor, id: string, lock = false) {
    const record = await store.findImport(on, id, lock);
    if (!record || record.createdBy !== actor.id) throw new Problem('not_found');
    if (record.cells === null) throw new Problem('wrong_state');
    return { ...record, cells: record.cells };
  }
  type Open = Awaited<ReturnType<typeof find>>;

  async function plan(on: Executor, actor: Actor, record: Open): Promise<Plan> {
    const wanted = wantedRows(record.cells, record.mapping);
    const all = (field: ImportField) =>
      wanted.flatMap(({ fields }) => (fields[field] === undefined ? [] : [fields[field]]));
    const lower = (field: ImportField) => all(field).map((value) => value.toLowerCase());
    if (record.kind === 'people') {
      const people = await store.findPeople(on, lower('login'), lower('email'));
      const teams = await store.openTeams(on);
      const world = { actorId: actor.id, people, teams, defaults: defaults() };
      return { kind: 'people', rows: planPeople(wanted, world) };
    }
    const assets = await store.findAssets(on, all('inventoryNumber'), all('serialNumber'));
    const owners = await store.findOwners(on, lower('owner'));
    return { kind: 'assets', rows: planAssets(wanted, { assets, owners }) };
  }

  async function present(actor: Actor, record: Open): Promise<ImportPreview> {
    const planned = await plan(db, actor, record);
    const { language } = actor;
    const rows = planned.rows
      .map((row) => ({
        row: row.row,
        state: row.state,
        name: row.name,
        changes: row.state === 'refused' ? [] : [...row.changes],
        reason: row.state === 'refused' ? row.reason[language] : null,
      }))
      .toSorted((a, b) => order[a.state] - order[b.state] || a.row - b.row)
      .slice(0, shownRows);
    const [header, first] = record.cells;
    return {
      ...summary(record),
      encoding: record.encoding,
      separator: record.separator,
      columns: (header?.values ?? []).map((name, at) => ({ name, example: first?.values[at] ?? '' })),
      mapping: record.mapping,
      counts: countsOf(planned),
      rows,
      digest: digestOf(planned),
    };
  }

  return {
    list: async () => (await store.listImports(db)).map(summary),
    async create(actor, { kind, fileName, content }) {
      const file = readFile(Buffer.from(content, 'base64'));
      if (typeof file === 'string') throw fileProblem(file);
      const id = newId();
      const columns = file.cells[0]?.values ?? [];
      await db.transaction(async (tx) => {
        await store.forgetFiles(tx, clock.now().subtract(keptFor));
        await store.insertImport(tx, {
          id,
          kind,
          fileName,
          encoding: file.encoding,
          separator: file.separator,
          cells: [...file.cells],
          mapping: suggestMapping(kind, columns),
          createdAt: clock.now(),
          createdBy: actor.id,
        });
      });
      return present(actor, await find(db, actor, id));
    },
    preview: async (actor, id) => present(actor, await find(db, actor, id)),
    async map(actor, id, mapping) {
      await db.transaction(async (tx) => {
        const record = await find(tx, actor, id, true);
        const used = mapping.filter((field) => field !== null);
        const known: readonly string[] = importFields[record.kind];
        if (
          mapping.length !== (record.cells[0]?.values.length ?? 0) ||
          new Set(used).size !== used.length ||
          used.some((field) => !known.includes(field))
        )
          throw mappingProblem();
        await store.saveMapping(tx, id, mapping);
      });
      return present(actor, await find(db, actor, id));
    },
    async apply(actor, id, digest, from) {
      await db.transaction(async (tx) => {
        const record = await find(tx, actor, id, true);
        await store.lockWorld(tx, record.kind);
        const planned = await plan(tx, actor, record);
        if (digestOf(planned) !== digest) throw new Problem('stale_version');
        await write(tx, actor, planned, from);
        const counts = countsOf(planned);
        await store.finishImport(tx, id, counts, clock.now());
        await audit.record(tx, {
          actor: actor.name,
          actorId: actor.id,
          action: 'import.apply',
          outcome: 'done',
          subject: `import:${id}`,
          ...from,
          details: { kind: record.kind, file: record.fileName, ...counts },
        });
        await live.touch(tx, record.kind);
        await live.touch(tx, 'imports');
      });
      const done = await store.findImport(db, id);
      if (!done) throw new Problem('not_found');
      return summary(done);
    },
    async refused(actor, id) {
      const record = await find(db, actor, id);
      const planned = await plan(db, actor, record);
      const reasons = new Map(
        planned.rows.map((row) => [row.row, row.state === 'refused' ? row.reason[actor.language] : null]),
      );
      const [header, ...rows] = record.cells;
      const lines = rows.flatMap(({ row, values }) => {
        const reason = reasons.get(row);
        return reason ? [csvLine([...values, reason])] : [];
      });
      const name = { de: 'Grund', en: 'Reason' }[actor.language];
      return csvLine([...(header?.values ?? []), name]) + lines.join('');
    },
  };

  function write(tx: Tx, actor: Actor, planned: Plan, from: From): Promise<void> {
    const applying = { ...deps, tx, actor, from };
    return planned.kind === 'people'
      ? applyPeople(applying, planned.rows)
      : applyAssets(applying, planned.rows);
  }
}

function summary(record: Omit<store.ImportRecord, 'cells'>): ImportSummary {
  return {
    id: record.id,
    kind: record.kind,
    fileName: record.fileName,
    createdAt: record.createdAt.toString(),
    createdBy: { id: record.createdBy, name: record.createdByName },
    appliedAt: record.appliedAt?.toString() ?? null,
    result: record.result,
  };
}

function countsOf({ rows }: Plan): NonNullable<ImportSummary['result']> {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

/** Names exactly what would be done: every row, what it finds, in which version, and what it writes. */
function digestOf({ rows }: Plan): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
