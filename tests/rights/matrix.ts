import type { Role } from '@fernwart/contract';
import { signedPackage } from '../../apps/server/testing/package-nodes.ts';
import type { Objects } from './objects.ts';
import { sampleAddon } from './sample-addon.ts';
import { type Caller, password } from './world.ts';

/**
 * How a call must end: `yes` on every object · `own` on one's own, a foreign one does not exist · `mine` on one's own, for a
 * foreign one it is refused · `seen` on none, a foreign one does not exist · `no` on none, said so · `hidden` on none, none exists.
 */
export type Verdict = 'yes' | 'own' | 'mine' | 'seen' | 'no' | 'hidden';
export interface Given {
  readonly params?: Record<string, string>;
  readonly query?: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly form?: string;
}
export interface Row {
  readonly verdicts: Readonly<Record<Caller, Verdict>>;
  /** The status of a call that is let through, where it is not the route's own. */
  readonly ok?: number;
  /** A call that is good but for who makes it. Left out: nothing is to be given, and no object is concerned. */
  readonly give?: (objects: Objects) => Promise<Given>;
  /** No object of anybody's is concerned: one call is enough. */
  readonly once?: true;
  readonly after?: (objects: Objects) => Promise<void>;
}

function row(verdicts: string, rest: Omit<Row, 'verdicts'> = {}): Row {
  const [nobody, requester, agent, administrator, auditor] = verdicts.split(' ') as Verdict[];
  if (!nobody || !requester || !agent || !administrator || !auditor) throw new Error(`too few: ${verdicts}`);
  return { verdicts: { nobody, requester, agent, administrator, auditor }, ...rest };
}

function anotherRole(caller: Caller): Role {
  return caller === 'administrator' ? 'auditor' : 'administrator';
}

const everybody = 'yes yes yes yes yes';
const signedIn = 'no yes yes yes yes';
const deskReaders = 'no no yes yes yes';
const administrators = 'no no no yes no';
const administratorsAndAuditors = 'no no no yes yes';
/** Everybody on the desk reads; a requester reads what is his own. */
const reads = 'no own yes yes yes';
/** Agents alone work on activities; a requester is not even told of a foreign one. */
const works = 'no seen yes no no';
/** Assets are kept by agents and administrators. */
const keeps = 'no seen yes yes no';

const onActivity = (json?: (activity: { version: number }, objects: Objects) => unknown) => ({
  async give(objects: Objects) {
    const activity = await objects.activity();
    return { params: { id: activity.id }, ...(json ? { json: json(activity, objects) } : {}) };
  },
});
const onAttachment = {
  async give(objects: Objects) {
    const { id, activityId } = await objects.attachment();
    return { params: { id: activityId, attachmentId: id } };
  },
};
const onAsset = (json?: (asset: { version: number }) => unknown) => ({
  async give(objects: Objects) {
    const asset = await objects.asset();
    return { params: { id: asset.id }, ...(json ? { json: json(asset) } : {}) };
  },
});
const onConfiguration = (json?: unknown) => ({
  give: async (objects: Objects) => ({ params: { id: (await objects.configuration()).id }, json }),
});
const onPackage = { give: async () => ({ params: { id: 'sample' } }), once: true } as const;
const enabledAgain = ({ world }: Objects) =>
  world.server.parts.packages.enable('sample', { id: null, name: 'Test' });
const ofActivity = (params: Record<string, string>) => ({
  async give(objects: Objects) {
    const { id } = await objects.activity();
    return { params: { package: 'sample', ...params }, query: `subjectType=activity&subjectId=${id}` };
  },
});
const actsOnActivity = (params: Record<string, string>, more: Record<string, unknown>) => ({
  async give(objects: Objects) {
    const { id } = await objects.activity();
    return { params: { package: 'sample', ...params }, json: { subject: { type: 'activity', id }, ...more } };
  },
});

const onImport = (json?: unknown) => ({
  give: async (objects: Objects) => ({
    params: { id: (await objects.importFile()).id },
    ...(json ? { json } : {}),
  }),
});
async function digestOf({ world }: Objects, id: string): Promise<string> {
  const path = `/api/v1/imports/${id}`;
  const answer = await world.send('administrator', { method: 'GET', path });
  return answer.ok ? ((await answer.json()) as { digest: string }).digest : 'none';
}
const mailText = {
  give: async () => ({
    params: { occasion: 'solved', language: 'en' },
    json: { subject: 'x', text: '{address}' },
  }),
} as const;
async function settingVersion({ world }: Objects, name: string): Promise<number> {
  const [row] = await world.server.parts.db.sql<{ version: number }>`
    select version from settings where name = ${name}`;
  return row?.version ?? 0;
}

/** Every route of the server. A route that is missing here, or stands here and is gone, fails the test. */
export const matrix: Readonly<Record<string, Row>> = {
  'GET /api/openapi.json': row(everybody),
  'GET /api/v1/live': row(signedIn),
  'GET /health/live': row(everybody),
  'GET /health/ready': row(everybody),
  'GET /metrics': row('yes no no yes no'),
  'GET /api/v1/health': row(administrators),
  'GET /api/v1/shell': row(everybody),
  'GET /api/v1/notices': row(signedIn),
  'POST /api/v1/system/resume': row(administrators, {
    give: async () => ({ json: { discardMails: false } }),
    once: true,
  }),
  'GET /api/v1/audit': row(administratorsAndAuditors),
  'GET /api/v1/audit/export': row(administratorsAndAuditors),
  'GET /api/reference': row(everybody),

  'GET /api/v1/session': row('no yes yes yes yes'),
  'POST /api/v1/session': row(everybody, {
    give: async () => ({ json: { login: 'stranger', password } }),
  }),
  // Called without a cookie below, so that nobody is signed out of the rest of the test.
  'DELETE /api/v1/session': row('yes yes yes yes yes'),
  'GET /first-administrator/:token': row('hidden hidden hidden hidden hidden', {
    give: async () => ({ params: { token: 'guessed' } }),
  }),
  'POST /first-administrator/:token': row('hidden hidden hidden hidden hidden', {
    give: async () => ({
      params: { token: 'guessed' },
      form: 'name=x&login=x&password=correct+horse+battery',
    }),
  }),
  // Nobody is configured as its provider here; single-sign-on.test.ts has one.
  'GET /api/v1/single-sign-on': row('hidden hidden hidden hidden hidden'),
  'GET /api/v1/single-sign-on/callback': row('hidden hidden hidden hidden hidden'),
  'PATCH /api/v1/me': row(signedIn, { give: async () => ({ json: { language: 'en' } }) }),
  'GET /api/v1/people': row(deskReaders),
  'GET /api/v1/people/:id': row(reads, { give: async ({ person }) => ({ params: { id: person } }) }),
  'PATCH /api/v1/people/:id': row(administrators, {
    async give({ person, world }) {
      const [row] = await world.server.parts.db.sql<{ version: number }>`
        select version from people where id = ${person}`;
      return { params: { id: person }, json: { version: row?.version, active: true } };
    },
  }),
  // An administrator adds whom he likes; an agent a requester without login: that is what is asked for here.
  'POST /api/v1/people': row('no no yes yes no', {
    give: async () => ({ json: { name: 'x', roles: ['requester'] } }),
  }),
  'POST /api/v1/people/:id/invitation': row('no no no yes no', {
    give: async ({ world }) => ({ params: { id: world.ids.stranger }, json: { by: 'link' } }),
  }),
  'GET /set-password/:token': row('hidden hidden hidden hidden hidden', {
    give: async () => ({ params: { token: 'guessed' } }),
  }),
  'POST /set-password/:token': row('hidden hidden hidden hidden hidden', {
    give: async () => ({ params: { token: 'guessed' }, form: 'password=correct+horse+battery' }),
  }),
  'GET /api/v1/teams': row(deskReaders),
  'GET /api/v1/teams/:id': row('no no yes yes yes', {
    give: async ({ world }) => ({ params: { id: world.teamId } }),
  }),
  'POST /api/v1/teams': row(administrators, {
    give: async ({ world }) => ({ json: { name: world.server.parts.newId() } }),
  }),
  'PATCH /api/v1/teams/:id': row(administrators, {
    async give({ world }) {
      const [team] = await world.server.parts.db.sql<{ version: number }>`
        select version from teams where id = ${world.teamId}`;
      return { params: { id: world.teamId }, json: { version: team?.version, name: 'First' } };
    },
  }),
  'POST /api/v1/me/password': row(signedIn, {
    give: async () => ({ json: { currentPassword: password, newPassword: password } }),
    once: true,
  }),
  'GET /api/v1/sign-ins': row(signedIn),
  'DELETE /api/v1/sign-ins': row(signedIn),
  'DELETE /api/v1/sign-ins/:id': row('no own own own own', {
    give: async (objects) => ({ params: { id: (await objects.signIn()).id } }),
  }),
  'GET /api/v1/api-tokens': row(signedIn),
  // Each for himself or herself, with roles of one's own: `own` asks for such a role, `foreign` for another's.
  'POST /api/v1/api-tokens': row('no mine mine mine mine', {
    give: async ({ caller, whose }) => ({
      json: {
        name: 'x',
        roles: [whose === 'foreign' || caller === 'nobody' ? anotherRole(caller) : caller],
        expiresInDays: 1,
      },
    }),
  }),
  'DELETE /api/v1/api-tokens/:id': row('no own own yes own', {
    give: async (objects) => ({ params: { id: (await objects.apiToken()).id } }),
  }),

  'GET /api/v1/activities': row(signedIn),
  'POST /api/v1/activities': row('no mine yes no no', {
    give: async ({ person }) => ({ json: { kind: 'incident', subject: 'x', initiatorId: person } }),
  }),
  'GET /api/v1/activities/similar': row(deskReaders, {
    give: async () => ({ query: 'text=Subject' }),
    once: true,
  }),
  'POST /api/v1/activities/bulk': row('no no yes no no', {
    async give(objects) {
      const { id, version } = await objects.activity();
      return { json: { action: 'take_over', items: [{ id, version }] } };
    },
  }),
  'GET /api/v1/activities/:id': row(reads, onActivity()),
  'PATCH /api/v1/activities/:id': row(
    works,
    onActivity(({ version }) => ({ version, subject: 'y' })),
  ),
  'POST /api/v1/activities/:id/transitions': row(
    works,
    onActivity(({ version }) => ({ version, transition: 'accept' })),
  ),
  'GET /api/v1/activities/:id/offers': row(reads, onActivity()),
  'GET /api/v1/activities/:id/journal': row(reads, onActivity()),
  'POST /api/v1/activities/:id/journal': row(
    'no own yes no no',
    onActivity(() => ({ text: 'x' })),
  ),
  'POST /api/v1/activities/:id/assets': row(works, {
    async give(objects) {
      const [activity, asset] = [await objects.activity(), await objects.asset()];
      return { params: { id: activity.id }, json: { assetId: asset.id } };
    },
  }),
  'DELETE /api/v1/activities/:id/assets/:assetId': row(works, {
    async give(objects) {
      const [activity, asset] = [await objects.activity(), await objects.asset()];
      return { params: { id: activity.id, assetId: asset.id } };
    },
  }),

  'GET /api/v1/activities/:id/attachments': row(reads, onActivity()),
  'POST /api/v1/activities/:id/attachments': row('no own yes no no', {
    async give(objects) {
      const { id } = await objects.activity();
      return { params: { id }, query: 'name=file.txt', bytes: new Uint8Array([1, 2, 3]) };
    },
  }),
  'GET /api/v1/activities/:id/attachments/:attachmentId': row(reads, onAttachment),
  'DELETE /api/v1/activities/:id/attachments/:attachmentId': row(works, onAttachment),

  'GET /api/v1/dashboard/work': row('no no yes no no'),
  'GET /api/v1/dashboard/figures': row(deskReaders),
  'GET /api/v1/readings': row(signedIn),
  'PUT /api/v1/readings/:id': row(reads, onActivity()),
  'GET /api/v1/first-steps': row(administrators),
  'PUT /api/v1/first-steps/dismissal': row(administrators, {
    give: async () => ({ json: { dismissed: true } }),
    once: true,
  }),

  'GET /api/v1/saved-filters': row(deskReaders),
  'POST /api/v1/saved-filters': row(deskReaders, {
    give: async ({ world }) => ({ json: { name: world.server.parts.newId(), filter: { states: '200' } } }),
    once: true,
  }),
  'PATCH /api/v1/saved-filters/:id': row('no no own own own', {
    give: async (objects) => ({ params: { id: (await objects.savedFilter()).id }, json: { filter: {} } }),
  }),
  'DELETE /api/v1/saved-filters/:id': row('no no own own own', {
    give: async (objects) => ({ params: { id: (await objects.savedFilter()).id } }),
  }),
  // One's own, whoever one is: what is marked by an id of somebody else's stays as it is.
  'GET /api/v1/notifications': row(signedIn),
  'POST /api/v1/notifications/marks': row(signedIn, { give: async () => ({ json: { read: true } }) }),
  'GET /api/v1/me/notification-mails': row(signedIn),
  'PUT /api/v1/me/notification-mails': row(signedIn, { give: async () => ({ json: { kinds: ['reply'] } }) }),

  'GET /api/v1/assets': row(signedIn),
  'POST /api/v1/assets': row('no no yes yes no', { give: async () => ({ json: { name: 'x' } }) }),
  'GET /api/v1/assets/:id': row(reads, onAsset()),
  'PATCH /api/v1/assets/:id': row(
    keeps,
    onAsset(({ version }) => ({ version, name: 'y' })),
  ),
  'GET /api/v1/assets/:id/offers': row(reads, onAsset()),
  'PUT /api/v1/assets/:id/attributes/:package/:attribute': row(keeps, {
    async give(objects) {
      const { id } = await objects.asset();
      return { params: { id, package: 'sample', attribute: 'label' }, json: { value: 'x' } };
    },
  }),

  'GET /api/v1/runs': row(signedIn),
  'GET /api/v1/runs/:id': row('no own own yes yes', {
    give: async (objects) => ({ params: { id: (await objects.run()).id } }),
  }),
  'GET /api/v1/engine-activations': row(administratorsAndAuditors),
  'POST /api/v1/engine-activations/:package/:name/activate': row(administrators, {
    give: async () => ({ params: { package: 'sample', name: 'Greetings' } }),
  }),
  'PATCH /api/v1/engine-activations/:package/:name': row(administrators, {
    give: async () => ({ params: { package: 'sample', name: 'Greetings' }, json: { localTime: '01:00' } }),
  }),
  'GET /api/v1/compliance-rules': row(administratorsAndAuditors),

  'GET /api/v1/imports': row(administrators),
  'POST /api/v1/imports': row(administrators, {
    give: async () => ({ json: { kind: 'people', fileName: 'x.csv', content: 'TmFtZSxMb2dpbgp4LHg=' } }),
    once: true,
  }),
  'GET /api/v1/imports/:id': row('no no no own no', onImport()),
  'PUT /api/v1/imports/:id/mapping': row('no no no own no', onImport({ mapping: ['name', 'login'] })),
  'POST /api/v1/imports/:id/application': row('no no no own no', {
    give: async (objects) => {
      const params = { id: (await objects.importFile()).id };
      return { params, json: { digest: await digestOf(objects, params.id) } };
    },
  }),
  'GET /api/v1/imports/:id/refused': row('no no no own no', onImport()),

  'GET /api/v1/desk': row(signedIn),
  'GET /api/v1/settings/desk': row(administratorsAndAuditors),
  'PATCH /api/v1/settings/desk': row(administrators, {
    give: async (objects) => ({ json: { version: await settingVersion(objects, 'desk'), language: 'en' } }),
    once: true,
  }),
  'GET /api/v1/settings/mail': row(administratorsAndAuditors),
  'PUT /api/v1/settings/mail': row(administrators, {
    give: async (objects) => ({
      json: {
        version: await settingVersion(objects, 'mail'),
        // A server of this very machine that is not there.
        host: '127.0.0.1',
        port: 1025,
        security: 'none',
        user: null,
        fromName: 'Desk',
        fromAddress: 'desk@example.org',
      },
    }),
    once: true,
  }),
  'POST /api/v1/settings/mail/test': row(administrators, {
    give: async () => ({ json: { to: 'somebody@example.org' } }),
    once: true,
  }),
  'GET /api/v1/settings/mail-texts': row(administratorsAndAuditors),
  'PUT /api/v1/settings/mail-texts/:occasion/:language': row(administrators, mailText),
  'DELETE /api/v1/settings/mail-texts/:occasion/:language': row(administrators, mailText),
  'POST /api/v1/settings/mail-texts/:occasion/:language/preview': row(administrators, mailText),

  'GET /api/v1/configurations/types': row(administrators),
  'GET /api/v1/configurations': row(administrators),
  'POST /api/v1/configurations': row(administrators, {
    give: async ({ world }) => ({
      json: {
        package: 'sample',
        type: 'account',
        name: world.server.parts.newId(),
        values: { password: 'unmistakable-secret' },
      },
    }),
  }),
  'GET /api/v1/configurations/:id': row(administrators, onConfiguration()),
  'PATCH /api/v1/configurations/:id': row(administrators, onConfiguration({ version: 1, values: {} })),
  'DELETE /api/v1/configurations/:id': row(administrators, onConfiguration()),
  'GET /api/v1/configurations/:id/offers': row(administrators, onConfiguration()),

  'GET /api/v1/packages': row(administrators),
  'POST /api/v1/packages/uploads': row(administrators, {
    give: async () => ({ bytes: new Uint8Array(await sampleAddon('another')) }),
    once: true,
  }),
  'POST /api/v1/packages/installations': row(administrators, {
    async give({ world }) {
      const bytes = await signedPackage({ id: 'further', version: '2.0.0' });
      const { upload, digest } = await world.server.parts.packages.upload(bytes, { id: null, name: 'Test' });
      return { json: { upload, digest } };
    },
    once: true,
    async after({ world }) {
      const { db, clock } = world.server.parts;
      for (let tries = 0; tries < 100; tries++) {
        const going =
          await db.sql`select from runs where workflow = 'package.install' and finished_at is null`;
        if (going.length === 0) return;
        await clock.sleep(Temporal.Duration.from({ milliseconds: 100 }));
      }
    },
  }),
  'POST /api/v1/packages/:id/disable': row(administrators, { ...onPackage, after: enabledAgain }),
  'POST /api/v1/packages/:id/enable': row(administrators, onPackage),
  'POST /api/v1/packages/:id/removal': row(administrators, {
    give: async () => ({ params: { id: 'sample' }, json: { data: 'keep' } }),
    once: true,
    async after({ world }) {
      await world.server.parts.packages.installPackage(await sampleAddon(), { id: null, name: 'Test' });
    },
  }),

  'POST /api/v1/packages/:package/actions/:action': row(
    'no seen yes yes no',
    actsOnActivity({ action: 'greet' }, {}),
  ),
  'GET /api/v1/packages/:package/forms/:form': row('no seen yes yes no', ofActivity({ form: 'ask' })),
  'POST /api/v1/packages/:package/forms/:form': row(
    'no seen yes yes no',
    actsOnActivity({ form: 'ask' }, { values: {} }),
  ),
  'GET /api/v1/packages/:package/panels/:panel': row(reads, ofActivity({ panel: 'state' })),
  'GET /api/v1/packages/:package/pages/:page': row('no no yes yes no', {
    give: async () => ({ params: { package: 'sample', page: 'overview' } }),
  }),
  'GET /api/v1/packages/:package/sources/:source': row('no no yes yes no', {
    give: async () => ({ params: { package: 'sample', source: 'things' } }),
  }),
  'GET /open/:package/:link/:subjectType/:subjectId': row(reads, {
    ok: 303,
    async give(objects) {
      const { id } = await objects.activity();
      return { params: { package: 'sample', link: 'outside', subjectType: 'activity', subjectId: id } };
    },
  }),
  // Its add-on binds it to the browser session that asked; the server hands it on for an existing configuration.
  'GET /callback/:package/:configurationId': row(everybody, {
    give: async (objects) => ({
      params: { package: 'sample', configurationId: (await objects.configuration()).id },
    }),
  }),
};
