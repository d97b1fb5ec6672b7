import { setTimeout } from 'node:timers/promises';
import type { DeskClient } from '../support/desk-client.ts';

export interface SyncedAsset {
  readonly id: string;
  readonly name: string;
  readonly attributes: readonly { name: string; value: string; origin: string }[];
}

export interface SyncRun {
  readonly id: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly result: Record<string, number> | null;
  readonly log: readonly { text: string }[];
}

const activation = 'TeamViewer_Sync Assets - EA';

/** Presses *Activate*; answers the run. */
export async function activate(admin: DeskClient): Promise<string> {
  const { run } = await admin.post<{ run: string }>(
    `/engine-activations/teamviewer/${encodeURIComponent(activation)}/activate`,
  );
  return run;
}

/** Presses *Activate* and waits until the run is over. */
export async function synchronise(admin: DeskClient): Promise<SyncRun> {
  return finished(admin, await activate(admin));
}

export async function invoke(
  admin: DeskClient,
  action: string,
  input: Record<string, unknown> = {},
): Promise<{ kind: string; run?: string; tone?: string; text?: string }> {
  return admin.post(`/packages/teamviewer/actions/${action}`, {
    subject: { type: 'package', id: 'teamviewer' },
    input,
  });
}

/** Waits until a run is over; a minute at most, unless told otherwise. */
export async function finished(admin: DeskClient, id: string, seconds = 60): Promise<SyncRun> {
  for (let look = 0; look < seconds * 10; look += 1) {
    const run = await admin.get<SyncRun>(`/runs/${id}`);
    if (['succeeded', 'failed', 'merged'].includes(run.state)) return run;
    await setTimeout(100);
  }
  throw new Error(`the run ${id} does not end`);
}

/** Every asset's TeamViewer ID by name. */
export async function idsByName(client: DeskClient): Promise<Map<string, string>> {
  return new Map(
    (await everyAsset(client)).flatMap((asset) => {
      const held = asset.attributes.find((attribute) => attribute.name === 'teamviewerId');
      return held === undefined ? [] : [[asset.name, held.value] as const];
    }),
  );
}

export async function everyAsset(client: DeskClient): Promise<SyncedAsset[]> {
  const found: SyncedAsset[] = [];
  for (let cursor = ''; ; ) {
    const page = await client.get<{ items: SyncedAsset[]; nextCursor?: string }>(
      `/assets?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.items);
    if (page.nextCursor === undefined) return found;
    cursor = page.nextCursor;
  }
}
