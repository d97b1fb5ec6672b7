import type { Transition } from '@fernwart/contract';
import type { QuietDesk } from '@fernwart/server';
import type { Ending } from './case.ts';
import type { DatedCase } from './history.ts';
import { samplePeople, type TeamName, teamMembers } from './people.ts';
import type { SampleCast } from './sample-cast.ts';

type Actor = Parameters<QuietDesk['activities']['get']>[0];

/** The clock of the story: it stands where the story is. */
export interface StoryClock {
  set(at: Temporal.Instant): void;
}

/** Plays one case from its creation to its ending, every step through the desk's own rules. */
export async function playCase(
  story: { desk: QuietDesk; cast: SampleCast; clock: StoryClock; now: Temporal.Instant },
  told: DatedCase,
  index: number,
): Promise<void> {
  const { desk, cast, clock } = story;
  const reporter = cast.actor(told.reporter ?? reporterOf(told, index));
  const worker = cast.actor(workerOf(told.team, index));
  const desker = cast.actor(index % 2 === 0 ? 'Anna Bergmann' : 'Ben Carter');
  const assetIds = assetsOf(cast, told, reporter);
  const byPhone = index % 3 !== 0 || told.ending !== 'new';
  let at = told.createdAt;
  clock.set(at);
  let activity = await desk.activities.create(byPhone ? desker : reporter, {
    kind: told.kind,
    subject: told.subject,
    description: told.description,
    initiatorId: reporter.id,
    teamId: byPhone ? cast.team(told.team) : null,
    priority: told.priority,
    assetIds,
  });

  /** Some minutes later, but never later than now. */
  function wait(minutes: number): void {
    const planned = at.add({ seconds: minutes * 60 });
    const half = at.add({ milliseconds: Math.floor(story.now.since(at).total('milliseconds') / 2) });
    at = Temporal.Instant.compare(planned, half) < 0 ? planned : half;
    clock.set(at);
  }
  async function move(transition: Transition, note?: string): Promise<void> {
    activity = await desk.activities.transition(worker, activity.id, {
      transition,
      version: activity.version,
      ...(note === undefined ? {} : { note }),
    });
  }
  async function say(line: string): Promise<void> {
    const by = line.startsWith('> ') ? reporter : worker;
    const visibility = line.startsWith('# ') ? 'internal' : 'requester';
    await desk.activities.comment(by, activity.id, { text: line.slice(2), visibility });
  }

  const [begin, ...rest] = steps[told.ending];
  if (begin) {
    wait(8 + ((index * 37) % 50));
    await move(begin);
  }
  for (const line of told.talk ?? []) {
    wait(12 + ((index * 53) % 140));
    await say(line);
  }
  for (const transition of rest) {
    wait(transition === 'close' ? 26 * 60 : 30 + ((index * 71) % 200));
    await move(transition, transition === 'close' ? undefined : told.note);
  }
}

const steps: Record<Ending, readonly Transition[]> = {
  new: [],
  assigned: ['accept'],
  'in progress': ['take_over'],
  'on hold': ['take_over', 'hold'],
  solved: ['take_over', 'solve'],
  closed: ['take_over', 'solve', 'close'],
};

function reporterOf(told: DatedCase, index: number): string {
  const able = samplePeople.filter(
    (person) => person.language === told.language && person.department !== 'IT' && person.login === undefined,
  );
  return able[(index * 5) % able.length]?.name ?? '';
}

function workerOf(team: TeamName, index: number): string {
  const members = teamMembers[team];
  return members[index % members.length] ?? '';
}

/** The assets that the text names, else one that the reporter uses where it may matter. */
function assetsOf(cast: SampleCast, told: DatedCase, reporter: Actor): string[] {
  const named = told.description.match(/\b(?:NB|PC|TAB|SCAN|SRV)-\d+\b/g) ?? [];
  if (named.length > 0) return named.flatMap((name) => cast.asset(name) ?? []);
  const owned = cast.assetsOf(reporter.name);
  return told.kind === 'incident' ? owned.slice(0, 1) : [];
}
