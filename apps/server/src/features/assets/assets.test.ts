import type { AttributeWrite } from '@fernwart/addon-kit';
import { type assetsQuery, createAssetBody, type ProblemCode } from '@fernwart/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { Assets, PackageAttributes } from './assets.ts';
import { createPackageAttributes } from './package-attributes.ts';
import { createAssets } from './service.ts';
import { assetSnapshot, assetsFingerprint, assetsOfActivity, assetsPage, maySeeAsset } from './snapshot.ts';

type Query = z.output<typeof assetsQuery>;
const everything: Query = { sort: 'name', direction: 'asc', limit: 200 };
const labels: Record<string, Record<string, string>> = {
  'teamviewer/teamviewerId': { de: 'TeamViewer-ID', en: 'TeamViewer ID' },
};

describe.each(testDatabases)('assets on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let assets: Assets;
  let packageAttributes: PackageAttributes;
  let agent: Actor;
  let admin: Actor;
  let auditor: Actor;
  let rita: Actor;
  let rolf: Actor;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    packageAttributes = createPackageAttributes(desk);
    assets = createAssets({
      ...desk,
      packageAttributes,
      catalogue: {
        label: (packageId, attribute, language) => labels[`${packageId}/${attribute}`]?.[language] ?? null,
        all: (language) => [
          {
            package: 'teamviewer',
            name: 'teamviewerId',
            label: labels['teamviewer/teamviewerId']?.[language] ?? '',
          },
        ],
        pattern: () => /^\d{1,10}$/,
      },
      addonOffers: async () => ({ actions: [], panels: [], isComplete: true }),
    });
    agent = await desk.person('Anna Agent', ['agent']);
    admin = await desk.person('Ada Admin', ['administrator']);
    auditor = await desk.person('Otto Auditor', ['auditor']);
    rita = await desk.person('Rita Müller', ['requester']);
    rolf = await desk.person('Rolf Requester', ['requester']);
  });
  afterAll(() => db.close());
  beforeEach(() => {
    desk.touched.length = 0;
    desk.clock.advance({ minutes: 1 });
  });

  const create = (more: Partial<z.input<typeof createAssetBody>> = {}, by = agent) =>
    assets.create(by, createAssetBody.parse({ name: 'NB-0042', ...more }), 'en');
  /** Also looks whether the fingerprint moved by just as much as was said. */
  const write = async (writes: AttributeWrite[], packageId = 'teamviewer') => {
    const before = await assetsFingerprint(db, packageId);
    const { shift, ...told } = await db.transaction((tx) =>
      packageAttributes.setAttributes(tx, packageId, writes),
    );
    const moved = BigInt.asUintN(64, BigInt(before) + BigInt(shift)).toString();
    expect(await assetsFingerprint(db, packageId)).toBe(moved);
    return told;
  };
  const byHand = (id: string, value: string | null, by = agent) =>
    assets.setAttribute(by, id, { packageId: 'teamviewer', name: 'teamviewerId', value }, 'en');
  const id = (assetId: string, value: string | null, origin: AttributeWrite['origin'] = 'synchronised') => ({
    assetId,
    attribute: 'teamviewerId',
    value,
    origin,
  });
  async function allRefused(code: ProblemCode, attempts: readonly Promise<unknown>[]): Promise<void> {
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code } });
  }

  describe('refuses', () => {
    test('what does not exist, in every call', async () => {
      const unknown = desk.newId();
      await allRefused('not_found', [
        assets.get(agent, unknown, 'en'),
        assets.update(agent, unknown, { version: 1 }, 'en'),
        assets.offers(agent, unknown, 'en'),
        byHand(unknown, '123'),
      ]);
      expect(await maySeeAsset(db, agent, unknown)).toBe(false);
    });

    test("somebody else's asset to a requester as if it did not exist", async () => {
      const own = await create({ name: 'Own of Rita', ownerId: rita.id });
      await allRefused('not_found', [
        assets.get(rolf, own.id, 'en'),
        assets.update(rolf, own.id, { version: 1 }, 'en'),
        assets.offers(rolf, own.id, 'en'),
        byHand(own.id, '123', rolf),
      ]);
      expect((await assets.list(rolf, everything, 'en')).items).toEqual([]);
      expect((await assets.list(rolf, { ...everything, owner: rita.id }, 'en')).items).toEqual([]);
      expect(await maySeeAsset(db, rolf, own.id)).toBe(false);
      expect(await maySeeAsset(db, rita, own.id)).toBe(true);
      expect(await assets.get(rita, own.id, 'en')).toMatchObject({ name: 'Own of Rita' });
    });

    test('changes by requesters and auditors', async () => {
      const own = await create({ ownerId: rita.id });
      for (const actor of [rita, auditor])
        await allRefused('not_allowed', [
          create({}, actor),
          assets.update(actor, own.id, { version: 1, name: 'x' }, 'en'),
          byHand(own.id, '123', actor),
        ]);
    });

    test('a stale version', async () => {
      const made = await create();
      await assets.update(admin, made.id, { version: 1, name: 'First' }, 'en');
      await allRefused('stale_version', [
        assets.update(agent, made.id, { version: 1, name: 'Second' }, 'en'),
      ]);
      expect(await assets.get(agent, made.id, 'en')).toMatchObject({ name: 'First', version: 2 });
    });

    test('an inventory number that another asset has, and owners that cannot be', async () => {
      const taken = `INV-${desk.newId()}`;
      await create({ inventoryNumber: taken });
      const other = await create();
      const gone = await desk.person('Gone', ['requester'], { active: false });
      await allRefused('already_exists', [
        create({ inventoryNumber: taken }),
        assets.update(agent, other.id, { version: 1, inventoryNumber: taken }, 'en'),
      ]);
      await allRefused('invalid_input', [
        create({ ownerId: desk.newId() }),
        assets.update(agent, other.id, { version: 1, ownerId: gone.id }, 'en'),
      ]);
      expect((await assets.get(agent, other.id, 'en')).version).toBe(1);
    });

    test('values that the package does not take, and attributes that no package declares', async () => {
      const made = await create();
      await allRefused('invalid_input', [byHand(made.id, '12a'), byHand(made.id, '1\n2')]);
      await allRefused('not_found', [
        assets.setAttribute(agent, made.id, { packageId: 'x', name: 'y', value: '1' }, 'en'),
      ]);
      expect((await assets.get(agent, made.id, 'en')).attributes).toEqual([]);
    });
  });

  test('a change touches what it names and nothing else', async () => {
    const made = await create({ serialNumber: 'S1', model: 'T14', location: 'Bonn', ownerId: rita.id });
    const changed = await assets.update(agent, made.id, { version: 1, location: '' }, 'en');
    expect(changed).toEqual({
      ...made,
      location: null,
      version: 2,
      updatedAt: desk.clock.now().toString(),
    });
    expect(desk.touched).toEqual(expect.arrayContaining([`asset:${made.id}`, 'assets']));
  });

  test('two assets may be without inventory number', async () => {
    const made = await Promise.all([create({ inventoryNumber: '' }), create({ inventoryNumber: ' ' })]);
    expect(made.map((asset) => asset.inventoryNumber)).toEqual([null, null]);
  });

  test('lists search, sort and page, also through assets of one name', async () => {
    const tag = desk.newId();
    const made = [];
    for (let count = 0; count < 12; count++) made.push(await create({ name: `PC ${tag}`, ownerId: rita.id }));
    await byHand(made[3]?.id ?? '', '4242424242');
    for (const sort of ['name', 'inventoryNumber', 'serialNumber', 'updatedAt'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await assets.list(agent, { ...everything, search: tag, sort, limit: 5, cursor }, 'en');
        expect(page.total).toBe(12);
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(made.map((asset) => asset.id).toSorted());
    }
    const found = await assets.list(agent, { ...everything, search: '4242424242' }, 'de');
    expect(found.items).toMatchObject([{ id: made[3]?.id, attributes: [{ label: 'TeamViewer-ID' }] }]);
    expect((await assets.list(agent, { ...everything, search: 'rita müller' }, 'en')).total).toBeGreaterThan(
      11,
    );
    expect((await assets.list(rita, { ...everything, search: tag }, 'en')).total).toBe(12);
    await allRefused('invalid_input', [assets.list(agent, { ...everything, cursor: 'x' }, 'en')]);
  });

  describe('attributes of packages', () => {
    test('are written in bulk, told who watches, and written again only when they differ', async () => {
      const [one, two] = [await create(), await create()];
      desk.touched.length = 0;
      expect(await write([id(one.id, '111'), id(two.id, '222')])).toEqual({ written: 2, keptByHand: [] });
      expect(desk.touched.toSorted()).toEqual([`asset:${one.id}`, `asset:${two.id}`, 'assets'].toSorted());
      expect(await write([id(one.id, '111'), id(two.id, '333')])).toEqual({ written: 1, keptByHand: [] });
      expect(await write([id(one.id, null)])).toEqual({ written: 1, keptByHand: [] });
      expect(await write([id(one.id, null)])).toEqual({ written: 0, keptByHand: [] });
      expect(await write([])).toEqual({ written: 0, keptByHand: [] });
      expect((await assets.get(agent, two.id, 'en')).attributes).toMatchObject([
        { package: 'teamviewer', name: 'teamviewerId', value: '333', origin: 'synchronised' },
      ]);
    });

    test('set by hand are kept from the synchronisation until they are removed by hand', async () => {
      const made = await create();
      await write([id(made.id, '111')]);
      await byHand(made.id, '999');
      expect(await write([id(made.id, '111')])).toEqual({ written: 0, keptByHand: [made.id] });
      expect(await write([id(made.id, null)])).toEqual({ written: 0, keptByHand: [made.id] });
      expect(await write([id(made.id, '999')])).toEqual({ written: 0, keptByHand: [] });
      expect((await assets.get(agent, made.id, 'en')).attributes).toMatchObject([
        { value: '999', origin: 'by_hand' },
      ]);
      await byHand(made.id, null);
      expect(await write([id(made.id, '111')])).toEqual({ written: 1, keptByHand: [] });
      expect(await write([id(made.id, '555', 'by_hand')])).toEqual({ written: 1, keptByHand: [] });
    });

    test('that nobody has set yet are offered, until somebody does', async () => {
      const made = await create();
      expect(made.unset).toEqual([{ package: 'teamviewer', name: 'teamviewerId', label: 'TeamViewer ID' }]);
      const set = await byHand(made.id, '999');
      expect(set).toMatchObject({ unset: [], attributes: [{ value: '999', origin: 'by_hand' }] });
      expect((await byHand(made.id, null)).unset).toHaveLength(1);
    });

    test('and everything else that a package sees of assets moves the fingerprint', async () => {
      const seen = new Set<string>();
      const look = async () => void seen.add(await assetsFingerprint(db, 'teamviewer'));
      await look();
      const made = await create();
      await look();
      await assets.update(agent, made.id, { version: made.version, serialNumber: 'SN-4711' }, 'en');
      await look();
      await byHand(made.id, '999');
      await look();
      await byHand(made.id, null);
      await write([id(made.id, '111')], 'another');
      expect(seen.size).toBe(4);
    });

    test('of unknown assets and odd ids are passed over; of two writes the last one counts', async () => {
      const made = await create();
      const writes = [
        id(desk.newId(), '1'),
        id("'; drop table assets", '2'),
        id(made.id, '3'),
        id(made.id, '4'),
      ];
      expect(await write(writes)).toEqual({ written: 1, keptByHand: [] });
      expect((await assets.get(agent, made.id, 'en')).attributes).toMatchObject([{ value: '4' }]);
    });

    test("are each package's own, and gone when their package is forgotten", async () => {
      const made = await create();
      await write([id(made.id, '111')]);
      await write([id(made.id, '222')], 'other');
      expect((await assets.get(agent, made.id, 'en')).attributes).toHaveLength(1);
      expect((await assetSnapshot(db, 'other', made.id))?.attributes).toMatchObject({
        teamviewerId: { value: '222' },
      });
      await db.transaction((tx) => packageAttributes.forgetPackage(tx, 'other'));
      expect((await assetSnapshot(db, 'other', made.id))?.attributes).toEqual({});
      expect((await assetSnapshot(db, 'teamviewer', made.id))?.attributes).toEqual({
        teamviewerId: { value: '111', origin: 'synchronised', updatedAt: desk.clock.now() },
      });
    });

    test('written by many at once end in one state, without blocking each other', async () => {
      const made = [await create(), await create(), await create()];
      const rounds = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((round) => {
          const order = round % 2 === 0 ? made : made.toReversed();
          const writes = order.map((asset) => id(asset.id, String(round)));
          return db.transaction((tx) => packageAttributes.setAttributes(tx, 'teamviewer', writes));
        }),
      );
      expect(rounds.map((round) => round.written)).toEqual([3, 3, 3, 3, 3, 3]);
    });
  });

  test('add-ons read snapshots of one, of an activity, and of all by pages', async () => {
    const made = await create({ serialNumber: 'S9', inventoryNumber: `I-${desk.newId()}`, ownerId: rita.id });
    const activity = await desk.activities.create(agent, {
      kind: 'incident',
      subject: 'x',
      description: '',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [made.id],
    });
    const expected = {
      id: made.id,
      name: 'NB-0042',
      serialNumber: 'S9',
      inventoryNumber: made.inventoryNumber,
      ownerId: rita.id,
      attributes: {},
    };
    expect(await assetSnapshot(db, 'teamviewer', made.id)).toEqual(expected);
    expect(await assetsOfActivity(db, 'teamviewer', activity.id)).toEqual([expected]);
    expect(await assetSnapshot(db, 'teamviewer', 'odd')).toBeNull();
    expect(await assetsOfActivity(db, 'teamviewer', 'odd')).toEqual([]);
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await assetsPage(db, 'teamviewer', after, 7);
      seen.push(...page.map((asset) => asset.id));
      after = page.at(-1)?.id ?? null;
      if (after === null) break;
    }
    expect(seen).toEqual(seen.toSorted());
    expect(seen).toHaveLength((await assets.list(agent, everything, 'en')).total ?? 0);
  });

  test('hostile and long texts stay text', async () => {
    const hostile = `<b>x</b>\u202e\0\ud800 🦜 '; drop table assets;--`;
    const made = await create({ name: hostile, model: hostile, serialNumber: 'x'.repeat(200) });
    expect(made.name).toBe(hostile.replace('\0', '\uFFFD').replace('\ud800', '\uFFFD'));
    expect((await assets.list(agent, { ...everything, search: hostile }, 'en')).total).toBe(1);
  });
});
