import type { AttributeWrite, NewJournalEntry, NewMail, NewRun, Sql, Transaction } from '../host.ts';
import type { Permission } from '../manifest.ts';
import type { HarnessDesk, HarnessRun } from './harness-state.ts';

/** Effects of a transaction, which reach the desk together when it is durable. */
export interface Effects {
  readonly transaction: Transaction;
  commit(): void;
}

export function openEffects(
  desk: HarnessDesk,
  sql: Sql,
  allow: (permission: Permission) => void,
  newRun: (run: NewRun) => HarnessRun,
): Effects {
  const effects: (() => void)[] = [];
  const journal: NewJournalEntry[] = [];
  const mails: NewMail[] = [];
  const runs: HarnessRun[] = [];
  function isNew(entry: NewJournalEntry): boolean {
    const same = (other: NewJournalEntry) => other.activityId === entry.activityId && other.key === entry.key;
    return !desk.journal.some(same) && !journal.some(same);
  }
  const transaction: Transaction = {
    sql: async (strings, ...values) => {
      allow('database');
      return sql(strings, ...values);
    },
    activities: {
      lock: async (id) => {
        allow('activities.read');
        return desk.activities.get(id) ?? null;
      },
    },
    journal: {
      add: async (...entries) => {
        allow('journal.write');
        for (const entry of entries) if (isNew(entry)) journal.push(entry);
      },
    },
    mail: {
      send: async (mail) => {
        allow('mail.send');
        const same = (other: NewMail) => other.key === mail.key;
        if (!desk.mails.some(same) && !mails.some(same)) mails.push(mail);
      },
    },
    assets: {
      setAttributes: async (writes: readonly AttributeWrite[]) => {
        allow('assets.attributes');
        effects.push(() => desk.attributes.push(...writes));
        return { written: writes.length, keptByHand: [], shift: '0' };
      },
      create: async ({ name }) => {
        allow('assets.create');
        const id = `created-${desk.assets.size + 1}`;
        const bare = { serialNumber: null, inventoryNumber: null, ownerId: null, attributes: {} };
        effects.push(() => desk.assets.set(id, { id, name, ...bare }));
        return id;
      },
      withdraw: async (id) => {
        allow('assets.create');
        effects.push(() => desk.assets.delete(id));
        return desk.assets.has(id);
      },
    },
    run: async (run) => {
      allow('runs.start');
      const there = [...desk.runs, ...runs].find((other) => run.key !== undefined && other.key === run.key);
      if (there) return there.id;
      const made = newRun(run);
      runs.push(made);
      return made.id;
    },
    bringForward: async (key, dueAt) => {
      allow('runs.start');
      const run = [...desk.runs, ...runs].find((other) => other.key === key && other.state === 'waiting');
      if (!run) return false;
      effects.push(() => {
        if (Temporal.Instant.compare(dueAt, run.dueAt) < 0) run.dueAt = dueAt;
      });
      return true;
    },
    touch: async (...topics) => {
      allow('live');
      effects.push(() => desk.touched.push(...topics));
    },
  };
  return {
    transaction,
    commit() {
      desk.journal.push(...journal);
      desk.mails.push(...mails);
      desk.runs.push(...runs);
      for (const effect of effects) effect();
    },
  };
}
