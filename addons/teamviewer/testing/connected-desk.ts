import {
  type ActivitySnapshot,
  type Block,
  type Language,
  Secret,
  type Subject,
  type ViewerContext,
} from '@fernwart/addon-kit';
import { findSettings } from '../src/configuration/find-settings.ts';
import { storeGranted } from '../src/connection/store.ts';
import { planRenewal, sealPair } from '../src/connection/token-pair.ts';
import addon from '../src/server.ts';
import type { PackageDatabase } from './package-database.ts';
import { type ScriptedTeamViewer, scriptedTeamViewer } from './scripted-teamviewer.ts';
import { createTestDesk, type TestDesk, textOf } from './test-desk.ts';

export const configurationId = 'configuration-1';
export const activityId = 'activity-1';

/** A desk with one configuration that is connected, one activity in progress, its responsible Kim and its initiator Erika. */
export interface ConnectedDesk extends TestDesk {
  readonly teamviewer: ScriptedTeamViewer;
  context(personId: string, subject?: Subject, language?: Language): ViewerContext;
  press(action: string, personId: string, subject?: Subject): Promise<unknown>;
  isOffered(action: string, personId: string, subject?: Subject): Promise<boolean>;
  blocks(panel: string, personId: string, subject?: Subject): Promise<Block[]>;
  change(change: Partial<ActivitySnapshot>): void;
  /** What a compliance rule of the desk starts when an event happens. */
  event(workflow: string, rule: string): Promise<void>;
  texts(language?: Language): string[];
}

const onActivity: Subject = { type: 'activity', id: activityId };

export function emptyDesk(database: PackageDatabase, values: Record<string, unknown> = {}): ConnectedDesk {
  const desk = createTestDesk(database);
  const teamviewer = scriptedTeamViewer(desk.clock);
  desk.network = teamviewer.network;
  desk.person('kim', { name: 'Kim Lee', language: 'en' });
  desk.person('alex', { name: 'Alex Roth', language: 'de' });
  desk.person('erika', { name: 'Erika Muster', language: 'de', roles: ['requester'] });
  desk.person('admin', { name: 'Ada Admin', roles: ['administrator'] });
  desk.configurations.set(configurationId, {
    id: configurationId,
    type: 'configuration',
    name: 'TeamViewer',
    isDefault: true,
    version: 1,
    values: {
      clientId: '123456-AbCdEfGhIjKlMnOpQrSt',
      redirectUrl: desk.host.callbackUrl(configurationId),
      ...values,
    },
    secrets: { clientSecret: new Secret('CanarySecretOfTheApp') },
  });
  desk.activities.set(activityId, {
    id: activityId,
    number: 'INC00042',
    kind: 'incident',
    subject: 'Printer <b>jams</b>',
    state: 202,
    initiatorId: 'erika',
    responsibleId: 'kim',
    teamId: null,
    assetIds: [],
    createdAt: desk.clock.now(),
    closedAt: null,
  });

  const context = (personId: string, subject: Subject = onActivity, language?: Language): ViewerContext => {
    const viewer = desk.people.get(personId);
    if (viewer === undefined) throw new Error(`Nobody is called ${personId}.`);
    const spoken = language ?? viewer.language;
    return { viewer, language: spoken, subject, t: (key, filled) => textOf(spoken, key, filled) };
  };
  return Object.assign(desk, {
    teamviewer,
    context,
    async press(action: string, personId: string, subject?: Subject) {
      const handler = addon.actions?.[action];
      const asked = context(personId, subject);
      if (handler?.invoke === undefined) throw new Error(`There is no action ${action}.`);
      if (!(await handler.offered(asked, desk.host))) return { kind: 'not_offered' };
      return handler.invoke({ ...asked, input: {} }, desk.host);
    },
    isOffered: async (action: string, personId: string, subject?: Subject) =>
      (await addon.actions?.[action]?.offered(context(personId, subject), desk.host)) ?? false,
    async blocks(panel: string, personId: string, subject?: Subject) {
      const handler = addon.panels?.[panel];
      const asked = context(personId, subject);
      if (handler === undefined || !(await handler.offered(asked, desk.host))) return [];
      return (await handler.render(asked, desk.host)).blocks;
    },
    change(change: Partial<ActivitySnapshot>) {
      const activity = desk.activities.get(activityId);
      if (activity !== undefined) desk.activities.set(activityId, { ...activity, ...change });
    },
    async event(workflow: string, rule: string) {
      await desk.host.transaction((tx) =>
        tx.run({
          workflow,
          input: { event: {} },
          subject: onActivity,
          trigger: { kind: 'rule', name: rule },
        }),
      );
      await desk.work();
    },
    texts: (language: Language = 'en') =>
      desk.journal.map((entry) =>
        entry.content[language]
          .map((part) => {
            if (part.type === 'instant') return part.at;
            if (part.type === 'duration') return `${part.seconds}s`;
            if (part.type === 'person') return part.name;
            return part.type === 'break' ? '\n' : part.text;
          })
          .join(''),
      ),
  });
}

export async function connectedDesk(
  database: PackageDatabase,
  values: Record<string, unknown> = {},
): Promise<ConnectedDesk> {
  const desk = emptyDesk(database, values);
  const settings = await findSettings(desk.host, configurationId);
  if (settings === null) throw new Error('There is no configuration.');
  const pair = await sealPair(
    desk.host,
    configurationId,
    {
      accessToken: new Secret(desk.teamviewer.accessToken),
      refreshToken: new Secret(desk.teamviewer.refreshToken),
      expiresAt: desk.clock.now().add({ hours: 24 }),
    },
    desk.clock.now(),
  );
  await desk.host.transaction(async (tx) => {
    const generation = await storeGranted(tx.sql, configurationId, 'oauth', pair);
    await planRenewal(tx, configurationId, generation, pair);
  });
  return desk;
}
