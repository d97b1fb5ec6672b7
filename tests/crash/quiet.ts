import { setTimeout as wait } from 'node:timers/promises';
import { signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import { bear, connectionsToMend, patiently } from './clients.ts';
import { reconnect } from './reconnect.ts';
import type { Stage } from './stage.ts';

const calmRounds = 5;

/** Closes every activity, lets the time pass, and waits until nothing is left to do; answers what is left after that. */
export async function untilQuiet(
  stage: Stage,
  activities: readonly string[],
  rounds: number,
): Promise<string[]> {
  const anna = await patiently(() => signedIn(stage.origin, 'anna'));
  for (const activity of activities) {
    await patiently(async () => {
      const { state } = await anna.get<{ state: number }>(`/activities/${activity}`);
      if (state !== 204) await anna.move(activity, 'close', 'Done.');
    });
  }
  // The second look is hours later: by then the sweeps have been round, and what they found is done as well.
  const left = await untilCalm();
  if (left.length > 0) return left;
  stage.advance({ hours: 3 });
  return untilCalm();

  async function untilCalm(): Promise<string[]> {
    let left: string[] = [];
    let calm = 0;
    for (let round = 0; round < rounds && calm < calmRounds; round += 1) {
      stage.advance({ seconds: 30 });
      await wait(200);
      await endLeasesOfTheDead(stage);
      for (const { id } of await connectionsToMend(stage)) await bear(() => reconnect(stage, id));
      left = await leftToDo(stage);
      calm = left.length === 0 ? calm + 1 : 0;
    }
    return left;
  }
}

/**
 * An attempt at a mail takes a moment while nothing is cut; a lease of three minutes that is ten seconds old belongs to a
 * process that was killed. So does a run's lease of fifteen seconds that nobody renewed for six: whoever lives renews it
 * every five. They are ended here so that a run does not take as long.
 */
async function endLeasesOfTheDead(stage: Stage): Promise<void> {
  await ask(
    stage,
    `update runs set lease_until = now() - interval '1 second'
     where state = 'running' and lease_until between now() and now() + interval '9 seconds'`,
  );
  await ask(
    stage,
    `update mails set lease_until = now() - interval '1 second'
     where state = 'queued' and lease_until between now() and now() + interval '170 seconds'`,
  );
}

async function leftToDo(stage: Stage): Promise<string[]> {
  const rows = await ask<{ what: string }>(
    stage,
    `select 'session ' || id || ' is ' || state || ', its record ' || record
         || coalesce(', to be closed at ' || close_next_at || ' after ' || close_attempts || ' attempts', '') as what
       from pkg_teamviewer.sessions
       where state in ('creating', 'open') or (state = 'ended' and record in ('none', 'due', 'asking'))
         or close_next_at is not null
     union all select 'run ' || workflow || ' is ' || state from runs where state in ('queued', 'running')
     union all select 'event ' || type || ' is not dispatched' from events where dispatched_at is null
     union all select 'mail "' || subject || '" is queued: ' || coalesce(last_error, 'not tried') from mails where state = 'queued'`,
  );
  return rows.map(({ what }) => what);
}
