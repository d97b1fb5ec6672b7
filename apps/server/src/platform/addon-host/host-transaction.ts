import type {
  AttributeWrite,
  Manifest,
  NewJournalEntry,
  NewMail,
  NewRun,
  Transaction,
} from '@fernwart/addon-kit';
import { liveTopic } from '@fernwart/contract';
import type { Tx } from '../db/database.ts';
import { AddonError } from './addon-error.ts';
import { withDeadline } from './deadline.ts';
import { attributePattern } from './declared-attributes.ts';
import { startOf } from './declared-workflows.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Grant } from './grants.ts';
import { grantedSql, transactionSql } from './host-sql.ts';
import type { CallScope } from './running-package.ts';
import type { SqlFence } from './sql-fence.ts';
import { entered, enteringPackage, intoSchema, outOfSchema } from './store.ts';

/**
 * Longer work belongs into several transactions: meanwhile rows are locked, and on PGlite everybody waits.
 */
const longest = Temporal.Duration.from({ seconds: 20 });

/** Runs an add-on's work in one transaction of the desk's database; all of it becomes durable, or nothing. */
export function hostTransaction(
  ports: DeskPorts,
  scope: CallScope,
  grant: Grant,
  fence: SqlFence,
  statementLimit: Temporal.Duration,
): <T>(work: (tx: Transaction) => Promise<T>) => Promise<T> {
  const { id, digest } = scope.running.loaded;
  return grant(null, async (work) =>
    ports.db.transaction(async (tx) => {
      const enter = enteringPackage(ports.db.kind, id, digest, statementLimit, 'desk');
      await entered(tx.query(enter.text, enter.values));
      const turns = createTurns(tx, id);
      try {
        return await withDeadline(longest, () => work(openTransaction(ports, scope, grant, fence, turns)));
      } catch (error) {
        if (error instanceof AddonError && error.code === 'timeout')
          throw new AddonError(
            'transaction_timeout',
            `a transaction lasted longer than ${longest.toString()}`,
          );
        throw error;
      } finally {
        await turns.end();
      }
    }),
  );
}

interface Turns {
  inSchema<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  onDesk<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for the statement under way; later ones are refused. */
  end(): Promise<void>;
}

/** One statement after the other, each finding the tables it means: the package's own, or the desk's. */
function createTurns(tx: Tx, packageId: string): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let place: 'desk' | 'package' = 'desk';
  let over = false;
  function turn<T>(where: typeof place, work: (tx: Tx) => Promise<T>): Promise<T> {
    const next = last.then(async () => {
      if (over) throw new AddonError('transaction_over', 'this transaction is over');
      if (place !== where) {
        // Answered before what follows it, and one that fails makes that fail.
        (where === 'package' ? intoSchema(tx, packageId) : outOfSchema(tx)).catch(() => undefined);
        place = where;
      }
      return work(tx);
    });
    last = next.catch(() => undefined);
    return next;
  }
  return {
    inSchema: (work) => turn('package', work),
    onDesk: (work) => turn('desk', work),
    async end() {
      over = true;
      await last;
    },
  };
}

function openTransaction(
  ports: DeskPorts,
  scope: CallScope,
  grant: Grant,
  fence: SqlFence,
  { inSchema, onDesk }: Turns,
): Transaction {
  const { id, manifest } = scope.running.loaded;
  return {
    sql: grantedSql(grant, transactionSql(fence, inSchema)),
    activities: {
      lock: grant('activities.read', (activityId: string) =>
        onDesk((tx) => ports.activities.lock(tx, activityId)),
      ),
    },
    journal: {
      add: grant('journal.write', (...entries: readonly NewJournalEntry[]) =>
        onDesk(async (tx) => {
          const authorOf = await authorsOf(tx, ports, manifest, entries);
          await ports.journal.addAll(
            tx,
            entries.map((entry) => ({
              activityId: entry.activityId,
              key: `${id}:${entry.key}`,
              author: authorOf(entry.personId),
              visibility: entry.visibility ?? 'internal',
              kind: 'package',
              content: entry.content,
              ...(entry.supersedes === undefined ? {} : { supersedesKey: `${id}:${entry.supersedes}` }),
            })),
          );
        }),
      ),
    },
    mail: {
      send: grant('mail.send', (mail: NewMail) =>
        onDesk((tx) => ports.mails.enqueue(tx, { ...mail, packageId: id })),
      ),
    },
    assets: {
      setAttributes: grant('assets.attributes', (writes: readonly AttributeWrite[]) =>
        onDesk((tx) => ports.assets.setAttributes(tx, id, checkedWrites(manifest, writes))),
      ),
      create: grant('assets.create', (asset: { readonly name: string }) =>
        onDesk((tx) => ports.assets.create(tx, id, asset)),
      ),
      withdraw: grant('assets.create', (assetId: string) =>
        onDesk((tx) => ports.assets.withdraw(tx, id, assetId)),
      ),
    },
    run: grant('runs.start', (run: NewRun) => onDesk((tx) => ports.runs.start(tx, startOf(manifest, run)))),
    bringForward: grant('runs.start', (key: string, dueAt: Temporal.Instant) =>
      onDesk((tx) => ports.runs.bringForward(tx, id, key, dueAt)),
    ),
    touch: grant('live', async (...topics: readonly string[]) => {
      const wrong = topics.find((topic) => !liveTopic.safeParse(topic).success);
      if (wrong !== undefined) throw new AddonError('bad_value', `"${wrong}" is no live topic`);
      // What a package says on every page follows from how its configurations stand, which only administrators watch.
      const isNotice =
        manifest.contributions.notices && topics.some((topic) => topic.startsWith('configuration:'));
      await onDesk((tx) => ports.live.touch(tx, ...topics, ...(isNotice ? ['notices'] : [])));
    }),
  };
}

/** Entries made in somebody's name bear that name; the others the package's. */
async function authorsOf(
  tx: Tx,
  ports: DeskPorts,
  manifest: Manifest,
  entries: readonly NewJournalEntry[],
): Promise<(personId: string | undefined) => Author> {
  const people = new Map<string | undefined, Author>();
  for (const personId of new Set(entries.map((entry) => entry.personId))) {
    const person = personId === undefined ? null : await ports.people.get(tx, personId);
    if (person) people.set(personId, { kind: 'person', id: person.id, name: person.name });
  }
  return (personId) => people.get(personId) ?? { kind: 'package', id: manifest.id, name: manifest.name.en };
}

interface Author {
  readonly kind: 'person' | 'package';
  readonly id: string;
  readonly name: string;
}

function checkedWrites(manifest: Manifest, writes: readonly AttributeWrite[]): readonly AttributeWrite[] {
  for (const { attribute, value } of writes) {
    const declared = manifest.contributions.assetAttributes.find((each) => each.id === attribute);
    if (!declared) throw new AddonError('bad_value', `the manifest declares no attribute "${attribute}"`);
    if (value !== null && attributePattern(declared)?.test(value) === false)
      throw new AddonError('bad_value', `a value does not match the pattern of "${attribute}"`);
  }
  return writes;
}
