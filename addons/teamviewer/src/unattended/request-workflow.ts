import type { ActivitySnapshot, Host, Workflow } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { connectedIds } from '../connection/store.ts';
import { idsOfAssets } from '../devices/history-store.ts';
import { plainCode } from '../reports/match.ts';
import { failRun } from '../shared/run-end.ts';
import { type Trouble, troubleOf } from '../shared/trouble.ts';
import { askReports } from './ask-reports.ts';
import { connectable } from './connectable.ts';
import { type AssetInTime, type Belonging, reportsFor } from './match-request.ts';
import { answerContent, notConnectedContent } from './request-entry.ts';
import {
  codesOfActivity,
  hasAnswered,
  reportKey,
  reportsOnJournal,
  storeRequested,
} from './request-store.ts';

type Found = Belonging & { readonly configurationId: string };

/**
 * `W_Team_requestSessions-UIActionWF`: TeamViewer's connection reports since the activity's creation, for its assets and
 * its sessions' codes, onto the journal. What stands there already is not written again, and there is always an answer.
 */
export const requestSessionsWorkflow: Workflow = async (run, host) => {
  const activity = run.subject === null ? null : await host.activities.get(run.subject.id);
  if (activity === null) return failRun(run, host, { code: 'activity_gone' });
  if (await hasAnswered(host.sql, activity.id, run.id)) return { kind: 'done' };
  const key = `request:${run.id}`;
  const person = run.trigger.personId === null ? {} : { personId: run.trigger.personId };
  const settings = await connectedSettings(host);
  if (settings.length === 0) {
    await host.transaction((tx) =>
      tx.journal.add({ activityId: activity.id, key, content: notConnectedContent(host), ...person }),
    );
    return failRun(run, host, { code: 'not_connected' });
  }
  const { found, troubles } = await gather(host, activity, settings);
  const outcome = await host.transaction(async (tx) => {
    const there = await reportsOnJournal(tx.sql, activity.id);
    const fresh = found.filter((one) => !there.has(reportKey(one.report.id)));
    await storeRequested(
      tx.sql,
      activity.id,
      run.id,
      fresh.map(({ configurationId, report, evidence }) => ({ configurationId, id: report.id, evidence })),
      host.clock.now(),
    );
    const content = answerContent(host, fresh, found.length - fresh.length, troubles);
    await tx.journal.add({ activityId: activity.id, key, content, ...person });
    await tx.touch(`activity:${activity.id}`);
    return { found: found.length, written: fresh.length };
  });
  await run.log('info', 'run.request', outcome);
  const [first] = troubles;
  return first !== undefined && troubles.length === settings.length
    ? failRun(run, host, first.trouble)
    : { kind: 'done', result: outcome };
};

async function connectedSettings(host: Host): Promise<Settings[]> {
  const ids = await connectedIds(host.sql);
  const settings = await Promise.all(ids.map((id) => findSettings(host, id)));
  return settings.filter((one) => one !== null);
}

async function gather(
  host: Host,
  activity: ActivitySnapshot,
  settings: readonly Settings[],
): Promise<{ found: Found[]; troubles: { configuration: string; trouble: Trouble }[] }> {
  const assets = await assetsInTime(host, activity.id);
  const codes = await codesOfActivity(host.sql, activity.id);
  const wanted = { from: activity.createdAt, to: host.clock.now().add({ minutes: 1 }), codes, assets };
  const plain = new Set(codes.map(plainCode));
  const found: Found[] = [];
  const troubles: { configuration: string; trouble: Trouble }[] = [];
  if (assets.length === 0 && codes.length === 0) return { found, troubles };
  for (const one of settings) {
    try {
      const reports = await askReports(host, one, wanted);
      found.push(
        ...reportsFor(reports, plain, assets).map((belonging) => ({ ...belonging, configurationId: one.id })),
      );
    } catch (error) {
      troubles.push({ configuration: one.name, trouble: troubleOf(error) });
    }
  }
  const once = new Map(found.map((one) => [reportKey(one.report.id), one]));
  return { found: [...once.values()].toSorted(byStart), troubles };
}

/** The activity's assets with the IDs they have and had. */
async function assetsInTime(host: Host, activityId: string): Promise<AssetInTime[]> {
  const assets = await host.assets.ofActivity(activityId);
  const history = await idsOfAssets(
    host.sql,
    assets.map((asset) => asset.id),
  );
  const names = new Map(assets.map((asset) => [asset.id, asset.name]));
  const now = connectable(assets).map(({ id, name, teamviewerId }) => ({
    assetId: id,
    name,
    teamviewerId,
    fromAt: null,
    untilAt: null,
  }));
  const before = history
    .filter((held) => held.untilAt !== null)
    .map((held) => ({ ...held, name: names.get(held.assetId) ?? '' }));
  return [...now, ...before];
}

function byStart(a: Found, b: Found): number {
  return (a.report.startedAt?.epochMilliseconds ?? 0) - (b.report.startedAt?.epochMilliseconds ?? 0);
}
