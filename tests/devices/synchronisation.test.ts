import type { DevEnv } from '@fernwart/dev-env';
import { drivenClock, systemClock } from '@fernwart/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import {
  activate,
  everyAsset,
  finished,
  idsByName,
  invoke,
  type SyncRun,
  synchronise,
} from './sync-client.ts';

describe.each(places)(
  'acceptance 45–52 on $kind',
  ({ make }) => {
    let place: TestPlace;
    let desk: DevEnv;
    let admin: DeskClient;
    const clock = drivenClock(systemClock());
    beforeAll(async () => {
      place = await make();
      desk = await startTestDesk(place, { clock });
      admin = await signedIn(desk.server.origin, 'admin');
    }, 180_000);
    afterAll(async () => {
      await desk?.stop();
      await place.remove();
    });

    const machines = () => [...desk.emulator.state.managedDevices.values()];
    const faults = async (...planned: object[]) => {
      await fetch(`${desk.emulator.origin}/emulator/api/faults`, { method: 'DELETE' });
      if (planned.length > 0)
        await fetch(`${desk.emulator.origin}/emulator/api/faults`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(planned),
        });
    };
    /** What every asset holds in the database, with the time of its last change. */
    const written = () =>
      desk.server.parts.db.sql<{ asset: string }>`
        select asset_id::text || value || updated_at::text as asset from asset_attributes order by 1`;

    test('a preview shows what would be done and does nothing', async () => {
      const { run = '' } = await invoke(admin, 'preview-sync');
      const preview = await finished(admin, run);
      expect(preview.state).toBe('succeeded');
      expect(preview.result?.['assign']).toBeGreaterThan(80);
      expect(await idsByName(admin)).toEqual(new Map());
    });

    test('the preview is refused once the world has changed, and a new one is there', async () => {
      const shown = await invoke(admin, 'preview-sync');
      await finished(admin, shown.run ?? '');
      const [moved] = machines();
      if (moved === undefined) throw new Error('the demo has no devices');
      const name = moved.name;
      moved.name = 'Somebody renamed it';
      const refused = await finished(
        admin,
        (await invoke(admin, 'apply-preview', { preview: shown.run })).run ?? '',
      );
      expect(refused).toMatchObject({ state: 'failed', errorCode: 'world_changed' });
      expect(await idsByName(admin)).toEqual(new Map());
      moved.name = name;
    });

    test('an error in mid-run is ridden out; the first activation brings the IDs onto the assets', async () => {
      await faults({
        kind: 'status',
        status: 503,
        endpoint: 'GET /managed/groups/{groupId}/devices',
        skip: 1,
        count: 2,
      });
      const run = await synchronise(admin);
      await faults();
      expect(run.state).toBe('succeeded');
      const ids = await idsByName(admin);
      expect(ids.get('NB-0042')).toBe(
        String(machines().find((one) => one.name.toLowerCase().startsWith('nb-0042'))?.teamviewerId),
      );
      for (const [asset, id] of ids) {
        const device = machines().find((one) => String(one.teamviewerId) === id);
        expect(device?.name.toLowerCase().split('.')[0]).toBe(asset.toLowerCase());
      }
      // A reinstalled twin is asked about, not guessed.
      expect(ids.has('NB-0005')).toBe(false);
      expect(run.result).toMatchObject({ written: ids.size });
      const { resultFacts } = await admin.get<{ resultFacts: { label: string }[] }>(`/runs/${run.id}`);
      expect(resultFacts.map(({ label }) => label)).toEqual([
        'Geräte',
        'Assets',
        'Zugeordnet',
        'Zu klären',
        'Geräte ohne brauchbare ID',
        'Nicht mehr gesehen',
        'Neue IDs',
        'Ersetzte IDs',
        'Entfernte IDs',
        'Geschrieben',
        'Von Hand gesetzt und behalten',
        'Dauer in Sekunden',
      ]);
    });

    test('a second run without changes writes nothing', async () => {
      const before = await written();
      const run = await synchronise(admin);
      expect(run).toMatchObject({
        state: 'succeeded',
        result: { written: 0, assign: 0, replace: 0, remove: 0 },
      });
      const preview = await finished(admin, (await invoke(admin, 'preview-sync')).run ?? '');
      expect(preview).toMatchObject({ state: 'succeeded', result: { written: 0 } });
      expect(await written()).toEqual(before);
    });

    test('an ID set by hand stays, and the difference is asked about', async () => {
      const asset = (await everyAsset(admin)).find((one) => one.name === 'NB-0042');
      await admin.browser.send(
        'PUT',
        `${desk.server.origin}/api/v1/assets/${asset?.id}/attributes/teamviewer/teamviewerId`,
        { value: '11223344' },
      );
      await synchronise(admin);
      expect((await idsByName(admin)).get('NB-0042')).toBe('11223344');
      const page = await admin.get<{ blocks: { type: string; items?: { title: string }[] }[] }>(
        '/packages/teamviewer/pages/device-inbox',
      );
      const titles = page.blocks.flatMap((block) => block.items ?? []).map((item) => item.title);
      expect(titles).toContain('NB-0042: von Hand gesetzte ID weicht ab');
      expect(titles).toContain('NB-0005: mehrere Geräte');
    });

    test('a decision gives the ID at once and is reversible', async () => {
      const page = await admin.get<{
        blocks: { items?: { id: string; decisions: { input: Record<string, string> }[] }[] }[];
      }>('/packages/teamviewer/pages/device-inbox');
      const twins = page.blocks
        .flatMap((block) => block.items ?? [])
        .find((item) => item.id.startsWith('two_devices'));
      const link = twins?.decisions.find((decision) => decision.input['decision'] === 'link');
      expect(await invoke(admin, 'decide-device', link?.input)).toMatchObject({ tone: 'success' });
      const given = (await idsByName(admin)).get('NB-0005');
      expect(given).toBeDefined();
      await synchronise(admin);
      expect((await idsByName(admin)).get('NB-0005')).toBe(given);
      await invoke(admin, 'take-back', { item: twins?.id });
      expect((await idsByName(admin)).has('NB-0005')).toBe(false);
      await synchronise(admin);
      expect((await idsByName(admin)).has('NB-0005')).toBe(false);
    });

    test('an empty list from TeamViewer stops the synchronisation; nothing is cleared', async () => {
      const before = await written();
      const groups = new Map(
        machines().map((device) => [device, [device.groupIds, device.managers] as const]),
      );
      for (const device of machines()) Object.assign(device, { groupIds: [], managers: [] });
      const run = await synchronise(admin);
      expect(run).toMatchObject({ state: 'failed', errorCode: 'brake' });
      expect(await written()).toEqual(before);
      for (const [device, [groupIds, managers]] of groups) Object.assign(device, { groupIds, managers });
      expect(await synchronise(admin)).toMatchObject({ state: 'succeeded', result: { written: 0 } });
    });

    test('half a list stops it as well, and the page says how many devices are missing', async () => {
      const before = await written();
      const missing = machines().filter((_, at) => at % 2 === 0);
      const there = missing.map((device) => [device, device.groupIds, device.managers] as const);
      for (const device of missing) Object.assign(device, { groupIds: [], managers: [] });
      expect(await synchronise(admin)).toMatchObject({ state: 'failed', errorCode: 'brake' });
      expect(await written()).toEqual(before);
      const page = await admin.get<{ blocks: { type: string; tone?: string; text?: string }[] }>(
        '/packages/teamviewer/pages/device-sync',
      );
      const notice = page.blocks.find((block) => block.type === 'notice');
      expect(notice?.tone).toBe('warning');
      expect(Number(/(\d+) Geräte/.exec(notice?.text ?? '')?.[1])).toBeGreaterThan(25);
      for (const [device, groupIds, managers] of there) Object.assign(device, { groupIds, managers });
      expect(await synchronise(admin)).toMatchObject({ state: 'succeeded', result: { written: 0 } });
      expect(await written()).toEqual(before);
    });

    test('an answer that breaks off in the middle of a list takes nothing away; the run says so and goes on', async () => {
      const before = await written();
      await faults({
        kind: 'truncated-body',
        endpoint: 'GET /managed/groups/{groupId}/devices',
        skip: 1,
        count: 30,
      });
      const run = await activate(admin);
      await expect
        .poll(async () => (await admin.get<SyncRun>(`/runs/${run}`)).log.map(({ text }) => text).join(' '), {
          timeout: 30_000,
        })
        .toContain('geht von selbst weiter');
      expect(await written()).toEqual(before);
      await faults();
      clock.advance(Temporal.Duration.from({ minutes: 5 }));
      expect(await finished(admin, run)).toMatchObject({ state: 'succeeded', result: { written: 0 } });
      expect(await written()).toEqual(before);
    });

    test('a device without an asset gets one by decision, and it goes again with the decision', async () => {
      const page = await admin.get<{
        rows: { id: string; actions?: { input: Record<string, string> }[] }[];
      }>('/packages/teamviewer/sources/inbox?limit=50&filter.kind=unmatched');
      const item = page.rows[0];
      const create = item?.actions?.find(({ input }) => input['decision'] === 'create')?.input;
      expect(await invoke(admin, 'decide-device', create)).toMatchObject({ tone: 'success' });
      const device = machines().find((one) => one.id === create?.['device']);
      const made = async () => (await everyAsset(admin)).find((asset) => asset.name === device?.name);
      expect((await made())?.attributes).toMatchObject([
        { value: String(device?.teamviewerId), origin: 'synchronised' },
      ]);
      expect(await synchronise(admin)).toMatchObject({ state: 'succeeded', result: { written: 0 } });
      const { items } = await admin.get<{ items: { action: string }[] }>(
        '/audit?limit=20&action=teamviewer.device.create',
      );
      expect(items).not.toEqual([]);
      await invoke(admin, 'take-back', { item: item?.id });
      expect(await made()).toBeUndefined();
    });

    test('the other mode finds the same devices; a description brings the serial number with it', async () => {
      const [listed] = (await admin.get<{ items: { id: string }[] }>('/configurations')).items;
      const configuration = await admin.get<{ id: string; version: number }>(`/configurations/${listed?.id}`);
      const before = await idsByName(admin);
      await admin.browser.send('PATCH', `${desk.server.origin}/api/v1/configurations/${configuration.id}`, {
        version: configuration.version,
        values: { syncMode: 'legacy' },
      });
      const run = await synchronise(admin);
      expect(run).toMatchObject({ state: 'succeeded', result: { written: 1, vanished: 0 } });
      const { 'NB-0077': bySerial, ...others } = Object.fromEntries(await idsByName(admin));
      expect(others).toEqual(Object.fromEntries(before));
      expect(bySerial).toBe('987654302');
    });

    test('the demo has devices for its assets, and some that fit none', async () => {
      expect(machines().length).toBeGreaterThan(80);
      expect((await everyAsset(admin)).length).toBeGreaterThan(machines().length);
    });

    test('an ID on two assets is asked about: one keeps it by decision, unless another holds it by hand', async () => {
      const assets = await everyAsset(admin);
      const [held, other] = ['NB-0016', 'NB-0072'].map((name) => assets.find((one) => one.name === name));
      const shared = held?.attributes[0]?.value;
      const setByHand = (value: string | undefined | null) =>
        admin.browser.send(
          'PUT',
          `${desk.server.origin}/api/v1/assets/${other?.id}/attributes/teamviewer/teamviewerId`,
          { value },
        );
      await setByHand(shared);
      await synchronise(admin);
      const page = await admin.get<{
        blocks: { items?: { id: string; decisions: { input: Record<string, string> }[] }[] }[];
      }>('/packages/teamviewer/pages/device-inbox');
      const item = page.blocks
        .flatMap((block) => block.items ?? [])
        .find(({ id }) => id === `one_id_two_assets:${shared}`);
      const link = (asset: string | undefined) =>
        invoke(admin, 'decide-device', item?.decisions.find(({ input }) => input['asset'] === asset)?.input);
      expect(await link(held?.id)).toMatchObject({ tone: 'warning' });
      expect(await link(other?.id)).toMatchObject({ tone: 'success' });
      const ids = await idsByName(admin);
      expect([ids.get('NB-0016'), ids.get('NB-0072')]).toEqual([undefined, shared]);
      // Kept in names, so that everybody reads the reason in his or her language.
      const { rows } = await admin.get<{ rows: { id: string; cells: object }[] }>(
        '/packages/teamviewer/sources/decisions?limit=50',
      );
      expect(rows.find(({ id }) => id === item?.id)?.cells).toMatchObject({
        title: 'NB-0016',
        kind: 'eine ID, zwei Assets',
      });
      await invoke(admin, 'take-back', { item: item?.id });
      await setByHand(null);
      await synchronise(admin);
      expect((await idsByName(admin)).get('NB-0016')).toBe(shared);
    });

    test('only administrators preview, apply and decide', async () => {
      const anna = await signedIn(desk.server.origin, 'anna');
      for (const action of ['preview-sync', 'apply-preview', 'decide-device', 'take-back'])
        await expect(invoke(anna, action)).rejects.toThrow(/answered 403/);
    });
  },
  180_000,
);
