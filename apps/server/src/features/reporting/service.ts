import { ages, type DashboardFigures, type FirstSteps } from '@fernwart/contract';
import { Problem } from '../../platform/http/problem.ts';
import { maySeeActivity } from '../activities/may-see-activity.ts';
import { countPerDay, type OpenCount, openByTeam } from './figures-store.ts';
import { findFirstStepFacts, isDismissed, setDismissed } from './first-steps-store.ts';
import { ageBorders, ageIndex, dayStarts } from './model.ts';
import { storeReading, unreadOfInitiator } from './readings-store.ts';
import type { Reporting, ReportingDeps } from './reporting.ts';
import { repliesFor, unassignedOf, waitingFor } from './work-store.ts';

const mostItems = 8;
const guide = 'first-steps';

export function createReporting({ db, clock, sendsMail }: ReportingDeps): Reporting {
  return {
    async work(actor) {
      const [waiting, replies, unassigned] = await Promise.all([
        waitingFor(db, actor.id, mostItems),
        repliesFor(db, actor.id, mostItems),
        unassignedOf(db, actor.id, [...actor.teamIds], mostItems),
      ]);
      return { waiting, replies, unassigned };
    },
    async figures(actor, days) {
      const now = clock.now();
      const starts = dayStarts(now, actor.timeZone, days);
      const [counts, perDay] = await Promise.all([openByTeam(db, ageBorders(now)), countPerDay(db, starts)]);
      const found = new Map(perDay.map((row) => [row.day, row]));
      return {
        open: sum(counts.map((row) => row.open)),
        unassigned: sum(counts.map((row) => row.unassigned)),
        teams: teamsOf(counts),
        days: starts.map((at, day) => ({
          at: at.toString(),
          created: found.get(day)?.created ?? 0,
          closed: found.get(day)?.closed ?? 0,
        })),
      };
    },
    unread: (actor) => unreadOfInitiator(db, actor.id),
    async markRead(actor, activityId) {
      if (!(await maySeeActivity(db, actor, activityId))) throw new Problem('not_found');
      await storeReading(db, actor.id, activityId, clock.now());
    },
    async firstSteps(actor): Promise<FirstSteps> {
      const [mail, facts, dismissed] = await Promise.all([
        sendsMail(),
        findFirstStepFacts(db),
        isDismissed(db, actor.id, guide),
      ]);
      return {
        dismissed,
        steps: [
          { name: 'mail', done: mail },
          { name: 'people', done: facts.people },
          { name: 'package', done: facts.package },
        ],
      };
    },
    dismissFirstSteps: (actor, dismissed) =>
      setDismissed(db, actor.id, guide, dismissed ? clock.now() : null),
  };
}

/** The team with the most first; equals by name. */
function teamsOf(counts: readonly OpenCount[]): DashboardFigures['teams'] {
  const teams = new Map<string | null, DashboardFigures['teams'][number]>();
  for (const { teamId, teamName, bucket, open } of counts) {
    const row = teams.get(teamId) ?? {
      team: teamId === null ? null : { id: teamId, name: teamName ?? '' },
      open: ages.map(() => 0),
    };
    row.open[ageIndex(bucket)] = open;
    teams.set(teamId, row);
  }
  return [...teams.values()].sort(
    (a, b) => sum(b.open) - sum(a.open) || (a.team?.name ?? '').localeCompare(b.team?.name ?? ''),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
