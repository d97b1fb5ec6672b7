import type { DevEnv } from '@fernwart/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { everyAsset, finished, synchronise } from './sync-client.ts';

const none = 'No TeamViewer sessions found.';

describe.each(places)(
  'acceptance 71–83 on $kind',
  ({ make }) => {
    let place: TestPlace;
    let desk: DevEnv;
    let anna: DeskClient;
    beforeAll(async () => {
      place = await make();
      desk = await startTestDesk(place);
      await synchronise(await signedIn(desk.server.origin, 'admin'));
      anna = await signedIn(desk.server.origin, 'anna');
    }, 180_000);
    afterAll(async () => {
      await desk?.stop();
      await place.remove();
    });

    async function activityWith(...names: string[]): Promise<string> {
      const { id } = await anna.takenOverActivity(`Trouble with ${names.join(' and ') || 'nothing'}`);
      for (const asset of (await everyAsset(anna)).filter((one) => names.includes(one.name)))
        await anna.post(`/activities/${id}/assets`, { assetId: asset.id });
      return id;
    }
    const idOf = async (name: string) =>
      (await everyAsset(anna))
        .find((one) => one.name === name)
        ?.attributes.find((attribute) => attribute.name === 'teamviewerId')?.value ?? '';
    const open = (id: string, by = anna) =>
      by.browser.send('GET', `${desk.server.origin}/open/teamviewer/connect-asset/activity/${id}`);
    async function request(id: string): Promise<string[]> {
      const before = (await anna.journal(id)).length;
      const { run } = await anna.post<{ run: string }>('/packages/teamviewer/actions/request-sessions', {
        subject: { type: 'activity', id },
      });
      await finished(anna, run);
      return (await anna.journal(id)).slice(before);
    }
    async function connection(teamviewerId: string): Promise<void> {
      await fetch(`${desk.emulator.origin}/emulator/api/play`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          action: 'unattended-connection',
          teamviewerId: Number(teamviewerId),
          email: 'service@muster-logistik.example',
          minutes: 3,
          start: new Date(Date.now() + 1000).toISOString(),
        }),
      });
    }

    test('the button is offered when an asset is linked and has an ID, and leads to its start page', async () => {
      const without = await activityWith();
      expect(await anna.offers(without)).not.toContain('teamviewer/connect-asset');
      const noId = await activityWith('TAB-001');
      expect(await anna.offers(noId)).not.toContain('teamviewer/connect-asset');
      await expect(open(noId)).rejects.toThrow(/answered 403.*TeamViewer ID/s);

      const id = await activityWith('NB-0042', 'TAB-001');
      expect(await anna.offers(id)).toContain('teamviewer/connect-asset');
      const location = (await open(id)).headers.get('location') ?? '';
      expect(location).toMatch(new RegExp(`/${await idOf('NB-0042')}$`));
      const opened = await desk.server.parts.db.sql`
        select 1 from pkg_teamviewer.device_openings
        where activity_id = ${id} and teamviewer_id = ${await idOf('NB-0042')}`;
      expect(opened).toHaveLength(1);
    });

    test('any agent may connect, a requester may not', async () => {
      const id = await activityWith('NB-0042');
      const ben = await signedIn(desk.server.origin, 'ben');
      expect(await ben.offers(id)).toContain('teamviewer/connect-asset');
      const rita = await signedIn(desk.server.origin, 'rita');
      expect(await rita.offers(id)).not.toContain('teamviewer/connect-asset');
      await expect(open(id, rita)).rejects.toThrow(/answered 40[34]/);
    });

    test('of several assets one is chosen', async () => {
      const id = await activityWith('NB-0042', 'NB-0041');
      const offers = await anna.offers(id);
      expect(offers).toContain('teamviewer/choose-asset');
      expect(offers).not.toContain('teamviewer/connect-asset');
      const chosen = (await everyAsset(anna)).find((one) => one.name === 'NB-0041');
      const answer = await anna.post<{ kind: string; href: string; newTab: boolean }>(
        '/packages/teamviewer/forms/choose-asset',
        { subject: { type: 'activity', id }, values: { asset: chosen?.id } },
      );
      expect(answer).toMatchObject({ kind: 'open', newTab: true });
      const followed = await anna.browser.send('GET', `${desk.server.origin}${answer.href}`);
      expect(followed.headers.get('location')).toMatch(new RegExp(`/${await idOf('NB-0041')}$`));
      const foreign = (await everyAsset(anna)).find((one) => one.name === 'NB-0040');
      expect(
        await anna.post('/packages/teamviewer/forms/choose-asset', {
          subject: { type: 'activity', id },
          values: { asset: foreign?.id },
        }),
      ).toMatchObject({ kind: 'errors' });
    });

    test('a request without sessions says so, in the literal words, every time', async () => {
      const id = await activityWith('NB-0043');
      expect(await request(id)).toEqual([none]);
      expect(await request(id)).toEqual([none]);
    });

    test('found connections are listed once; asking again answers without doubling', async () => {
      const id = await activityWith('NB-0042');
      await connection(await idOf('NB-0042'));
      await connection(await idOf('NB-0041'));
      const [found = ''] = await request(id);
      expect(found).toContain('1 TeamViewer session found');
      for (const part of [await idOf('NB-0042'), '180 s', 'Servicekonto', 'nb-0042'])
        expect(found.toLowerCase()).toContain(part.toLowerCase());
      expect(found).not.toContain(await idOf('NB-0041'));
      expect(await request(id)).toEqual([
        'No further TeamViewer sessions found. 1 are in the journal already.',
      ]);
      await connection(await idOf('NB-0042'));
      expect((await request(id))[0]).toContain('1 TeamViewer session found');
    });
  },
  180_000,
);
