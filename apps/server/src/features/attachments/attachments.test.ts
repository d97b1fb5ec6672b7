import { attachment, attachmentLimits, attachments as list } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { createAudit } from '../audit/service.ts';
import { attachmentRoutes } from './routes.ts';
import { createAttachments } from './service.ts';

describe.each(testDatabases)('attachments on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let anna: Actor;
  let rita: Actor;
  let rolf: Actor;
  let otto: Actor;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    anna = await desk.person('Anna Agent', ['agent']);
    rita = await desk.person('Rita Müller', ['requester']);
    rolf = await desk.person('Rolf Requester', ['requester']);
    otto = await desk.person('Otto Auditor', ['auditor']);
    server = await openTestServer({ actors: [anna, rita, rolf, otto] });
    attachmentRoutes(server.router, createAttachments({ ...desk, audit: createAudit(desk) }));
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });

  const made = async () =>
    (
      await desk.activities.create(anna, {
        kind: 'incident',
        subject: 'Printer',
        description: '',
        initiatorId: rita.id,
        teamId: null,
        priority: 1,
        assetIds: [],
      })
    ).id;
  const as = (by: Actor | null) => (by ? { 'x-test-actor': by.signInId } : {});
  const add = (
    by: Actor | null,
    activityId: string,
    payload: Buffer | string = 'hello',
    query: Record<string, string> = { name: 'note.txt' },
    headers: Record<string, string> = {},
  ) => {
    desk.clock.advance({ seconds: 1 });
    return server.app.inject({
      method: 'POST',
      url: `/api/v1/activities/${activityId}/attachments?${new URLSearchParams(query).toString()}`,
      headers: { 'content-type': 'application/octet-stream', ...as(by), ...headers },
      payload,
    });
  };
  const call = (by: Actor | null, method: 'GET' | 'DELETE', activityId: string, id = '') =>
    server.app.inject({
      method,
      url: `/api/v1/activities/${activityId}/attachments${id && `/${id}`}`,
      headers: as(by),
    });
  const names = async (by: Actor, activityId: string) =>
    list.parse((await call(by, 'GET', activityId)).json()).items.map(({ name }) => name);

  describe('are refused', () => {
    test('to nobody, and to strangers as if the activity did not exist', async () => {
      const activityId = await made();
      const { id } = attachment.parse((await add(rita, activityId)).json());
      for (const [by, code] of [
        [null, 'not_signed_in'],
        [rolf, 'not_found'],
      ] as const) {
        const answers = [
          await add(by, activityId),
          await call(by, 'GET', activityId),
          await call(by, 'GET', activityId, id),
          await call(by, 'DELETE', activityId, id),
        ];
        for (const answer of answers) expect(answer.json()).toMatchObject({ code });
      }
      expect(await names(rita, activityId)).toEqual(['note.txt']);
    });

    test('to those who only read', async () => {
      const activityId = await made();
      const { id } = (await add(anna, activityId)).json();
      expect((await add(otto, activityId)).json()).toMatchObject({ code: 'not_allowed' });
      expect((await call(otto, 'DELETE', activityId, id)).json()).toMatchObject({ code: 'not_allowed' });
      expect((await call(otto, 'GET', activityId, id)).body).toBe('hello');
    });

    test('under another activity than their own', async () => {
      const [first, second] = [await made(), await made()];
      const { id } = (await add(rita, first)).json();
      expect((await call(rita, 'GET', second, id)).json()).toMatchObject({ code: 'not_found' });
      expect((await call(anna, 'DELETE', second, id)).json()).toMatchObject({ code: 'not_found' });
    });

    test('when they are empty, nameless, too large, or something else', async () => {
      const activityId = await made();
      const large = Buffer.alloc(attachmentLimits.bytes + 1);
      expect((await add(rita, activityId, '')).json()).toMatchObject({ code: 'invalid_input' });
      expect((await add(rita, activityId, 'x', {})).json()).toMatchObject({ code: 'invalid_input' });
      expect((await add(rita, activityId, 'x', { name: '..' })).json()).toMatchObject({
        code: 'invalid_input',
      });
      expect((await add(rita, activityId, large)).json()).toMatchObject({ code: 'too_large' });
      const html = { 'content-type': 'text/html' };
      expect((await add(rita, activityId, 'x', { name: 'x.html' }, html)).json()).toMatchObject({
        code: 'unsupported_media_type',
      });
      expect(await names(rita, activityId)).toEqual([]);
    });

    test('beyond twenty on one activity, also when two arrive at the same time', async () => {
      const activityId = await made();
      for (let count = 1; count < attachmentLimits.count; count++) await add(rita, activityId);
      const last = await Promise.all([add(rita, activityId), add(anna, activityId)]);
      expect(last.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 413]);
    });
  });

  test('come back byte by byte, as something to be stored and never shown', async () => {
    const activityId = await made();
    const bytes = Buffer.from(Uint8Array.from({ length: 700_000 }, (_, index) => (index * 31) % 256));
    const { id } = (await add(anna, activityId, bytes, { name: '<script>.html' })).json();
    const answer = await call(anna, 'GET', activityId, id);
    expect(answer.rawPayload.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '700000',
      'content-disposition': `attachment; filename="<script>.html"; filename*=UTF-8''%3Cscript%3E.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  test('are internal when an agent says nothing else, and then hidden from the requester', async () => {
    const activityId = await made();
    const hidden = (await add(anna, activityId, 'x', { name: 'inside.txt' })).json();
    await add(anna, activityId, 'x', { name: 'outside.txt', visibility: 'requester' });
    await add(rita, activityId, 'x', { name: 'mine.txt', visibility: 'internal' });
    expect(await names(rita, activityId)).toEqual(['outside.txt', 'mine.txt']);
    expect(await names(anna, activityId)).toEqual(['inside.txt', 'outside.txt', 'mine.txt']);
    expect((await call(rita, 'GET', activityId, hidden.id)).json()).toMatchObject({ code: 'not_found' });
    const journal = await desk.activities.journal(rita, activityId, { limit: 10 });
    expect(JSON.stringify(journal)).not.toContain('inside.txt');
  });

  test('are removed by whoever attached them and by agents, with a record', async () => {
    const activityId = await made();
    const ofAnna = (await add(anna, activityId, 'x', { name: 'a', visibility: 'requester' })).json();
    const [first, second] = [(await add(rita, activityId)).json(), (await add(rita, activityId)).json()];
    const refused = await call(rita, 'DELETE', activityId, ofAnna.id);
    expect(refused.json()).toMatchObject({ code: 'not_allowed' });
    expect((await call(rita, 'DELETE', activityId, first.id)).statusCode).toBe(204);
    expect((await call(anna, 'DELETE', activityId, second.id)).statusCode).toBe(204);
    expect(await names(rita, activityId)).toEqual(['a']);
    expect((await call(anna, 'GET', activityId, first.id)).json()).toMatchObject({ code: 'not_found' });
    const records = await db.sql`
      select actor from audit where action = 'attachment.remove' and subject = ${`activity:${activityId}`} order by actor desc`;
    expect(records).toMatchObject([{ actor: 'Rita Müller' }, { actor: 'Anna Agent' }]);
    const parts = await db.sql`select from attachment_parts where attachment_id = ${first.id}`;
    expect(parts).toHaveLength(0);
  });

  test('are attached once under a repeated Idempotency-Key', async () => {
    const activityId = await made();
    const key = { 'idempotency-key': desk.newId() };
    const [first, second] = [
      await add(rita, activityId, 'x', { name: 'once' }, key),
      await add(rita, activityId, 'x', { name: 'once' }, key),
    ];
    expect(second.json()).toEqual(first.json());
    expect(await names(rita, activityId)).toEqual(['once']);
  });

  test('tell those who watch the activity', async () => {
    const activityId = await made();
    desk.touched.length = 0;
    await add(rita, activityId);
    expect(desk.touched).toContain(`activity:${activityId}`);
  });
});
