import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Reading } from './operations.ts';
import { readWork } from './store.ts';

/** What waits, what is under way and what failed of late, in the whole system; and how this node's database sessions are used. */
export async function systemReadings({ db, clock }: { db: Database; clock: Clock }): Promise<Reading[]> {
  const work = await readWork(db, clock.now());
  const runs = { name: 'fernwart_runs', help: 'Runs by state; failed ones of the last day' };
  const mails = { name: 'fernwart_mails', help: 'Mails by state; refused ones of the last day' };
  const sessions = { name: 'fernwart_database_sessions', help: "This node's sessions on the database" };
  const pool = db.pool?.();
  return [
    { ...runs, labels: { state: 'waiting' }, value: work.runsWaiting },
    { ...runs, labels: { state: 'queued' }, value: work.runsQueued },
    { ...runs, labels: { state: 'running' }, value: work.runsRunning },
    { ...runs, labels: { state: 'failed' }, value: work.runsFailed },
    { ...mails, labels: { state: 'queued' }, value: work.mailsQueued },
    { ...mails, labels: { state: 'refused' }, value: work.mailsRefused },
    {
      name: 'fernwart_queue_depth',
      help: 'Work that is due now: runs, mails and events that nobody has taken up',
      value: work.dueRuns + work.dueMails + work.dueEvents,
    },
    {
      name: 'fernwart_oldest_due_seconds',
      help: 'For how long the oldest work that is due has been waiting',
      value: Math.max(0, work.oldestDueSeconds ?? 0),
    },
    { name: 'fernwart_paused', help: '1 while nothing leaves this system', value: work.paused ? 1 : 0 },
    ...(pool
      ? [
          { ...sessions, labels: { state: 'open' }, value: pool.open },
          { ...sessions, labels: { state: 'idle' }, value: pool.idle },
          { ...sessions, labels: { state: 'wanted' }, value: pool.wanted },
        ]
      : []),
  ];
}
