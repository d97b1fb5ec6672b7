import { setTimeout as wait } from 'node:timers/promises';
import { signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import type { Stage } from './stage.ts';

/** An administrator at each node presses "Get TeamViewer token" at the same time, again and again; TeamViewer is slow. */
export async function renewAtOnce(stage: Stage, until: AbortSignal): Promise<string[]> {
  const pressed: string[] = [];
  const origins = stage.nodes.flatMap((node) => (node ? [node.origin] : []));
  const administrators = await Promise.all(origins.map((origin) => signedIn(origin, 'admin')));
  const [connection] = await ask<{ id: string }>(
    stage,
    'select configuration_id as id from pkg_teamviewer.connections',
  );
  const subject = { type: 'configuration', id: connection?.id };
  stage.toTeamViewer.delayMilliseconds = 60;
  while (!until.aborted) {
    await Promise.all(
      administrators.map((administrator) =>
        administrator.post('/packages/teamviewer/actions/get-token', { subject }),
      ),
    );
    pressed.push('new tokens, everywhere at once');
    await wait(400);
  }
  stage.toTeamViewer.delayMilliseconds = 0;
  return pressed;
}
