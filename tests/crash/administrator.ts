import { setTimeout as wait } from 'node:timers/promises';
import { activate, finished, idsByName } from '../devices/sync-client.ts';
import { nextTeamViewer } from '../packages/next-teamviewer.ts';
import { packageClient } from '../packages/package-client.ts';
import { signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import { type Acknowledged, patiently } from './clients.ts';
import type { Seeded } from './seeded.ts';
import type { Stage } from './stage.ts';

/** An administrator who synchronises devices, asks for new tokens and, once on some days, installs the package's next version. */
export async function workAsAdministrator(
  stage: Stage,
  random: Seeded,
  steps: number,
  acknowledged: Acknowledged,
): Promise<void> {
  const installing = random.chance(0.5) ? random.below(steps) : -1;
  for (let step = 0; step < steps; step += 1) {
    const deed = random.pick(['synchronise', 'renew', 'nothing', 'nothing', 'nothing', 'nothing']);
    await act(step === installing ? 'install' : deed).catch((error: unknown) => {
      acknowledged.refused.push(`admin ${step}: ${String(error).slice(0, 300)}`);
    });
    await wait(random.below(400));
  }

  async function act(deed: string): Promise<void> {
    if (deed === 'nothing') return;
    if (deed === 'install') {
      const packages = await packageClient(stage.origin);
      acknowledged.runs.push(await packages.install(await nextTeamViewer()));
      return;
    }
    const admin = await signedIn(stage.origin, 'admin');
    if (deed === 'synchronise') {
      acknowledged.runs.push(await activate(admin));
      return;
    }
    const [connection] = await ask<{ id: string }>(
      stage,
      'select configuration_id as id from pkg_teamviewer.connections',
    );
    const subject = { type: 'configuration', id: connection?.id };
    await admin.post('/packages/teamviewer/actions/get-token', { subject });
  }
}

/** After whatever happened, one more synchronisation leaves the IDs that an undisturbed desk has. */
export async function synchronised(stage: Stage, expected: ReadonlyMap<string, string>): Promise<string[]> {
  const found = await synchronisedIds(stage);
  if (typeof found === 'string') return [found];
  const wrong = [...new Set([...found.keys(), ...expected.keys()])].filter(
    (name) => found.get(name) !== expected.get(name),
  );
  return wrong.map((name) => `${name} has the ID ${found.get(name)}, not ${expected.get(name)}`);
}

/** Every asset's TeamViewer ID by name, or why the synchronisation failed. */
export async function synchronisedIds(stage: Stage): Promise<Map<string, string> | string> {
  const admin = await patiently(() => signedIn(stage.origin, 'admin'));
  const run = await finished(admin, await activate(admin));
  if (run.state !== 'succeeded') return `a synchronisation ended as ${run.state}: ${run.errorCode}`;
  return idsByName(admin);
}
