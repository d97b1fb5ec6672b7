import type { Role } from '@fernwart/contract';
import type { Actor } from '../../apps/server/src/platform/http/actor.ts';
import type { Caller, World } from './world.ts';

/** Whose the object of a call is. */
export type Whose = 'own' | 'foreign';

/** Makes fresh objects for one call. `person` is their initiator or owner: the caller, or a stranger. */
export interface Objects {
  readonly world: World;
  readonly caller: Caller;
  readonly whose: Whose;
  readonly person: string;
  activity(): Promise<{ id: string; version: number }>;
  /** A file on `activity()`, attached by the desk for the requester. */
  attachment(): Promise<{ id: string; activityId: string }>;
  asset(): Promise<{ id: string; version: number }>;
  /** What the caller, or the stranger, has started. */
  run(): Promise<{ id: string }>;
  configuration(): Promise<{ id: string; version: number }>;
  savedFilter(): Promise<{ id: string }>;
  signIn(): Promise<{ id: string }>;
  apiToken(): Promise<{ id: string }>;
  importFile(): Promise<{ id: string }>;
}

const agent: Pick<Actor, 'roles'> & Partial<Actor> = { roles: new Set<Role>(['agent']) };

export function objectsFor(world: World, caller: Caller, whose: Whose): Objects {
  const { activities, assets, db, newId, clock } = world.server.parts;
  const person = whose === 'own' && caller !== 'nobody' ? world.ids[caller] : world.ids.stranger;
  const desk: Actor = {
    id: world.ids.agent,
    name: 'agent Example',
    email: null,
    language: 'en',
    timeZone: 'Europe/Berlin',
    teamIds: new Set(),
    signInId: 'test',
    ...agent,
    roles: agent.roles,
  };
  const activity = () =>
    activities.create(
      desk,
      {
        kind: 'incident',
        subject: 'Subject',
        description: '',
        initiatorId: person,
        teamId: null,
        priority: 1,
        assetIds: [],
      },
      undefined,
    );
  return {
    world,
    caller,
    whose,
    person,
    activity,
    async attachment() {
      const { id: activityId } = await activity();
      const id = newId();
      await db.sql`
        insert into attachments (id, activity_id, name, size, visibility, uploaded_by, created_at)
        values (${id}, ${activityId}, 'file.txt', 1, 'requester', ${desk.id}, ${clock.now()})`;
      await db.sql`insert into attachment_parts (attachment_id, part, bytes) values (${id}, 0, 'x')`;
      return { id, activityId };
    },
    asset: () =>
      assets.create(
        desk,
        {
          name: 'Asset',
          kind: 'computer',
          serialNumber: null,
          inventoryNumber: null,
          manufacturer: null,
          model: null,
          location: null,
          ownerId: person,
        },
        'en',
      ),
    async run() {
      const id = newId();
      const now = clock.now();
      await db.sql`
        insert into runs (id, workflow, version, input, trigger_kind, trigger_name, person_id, state, due_at, created_at)
        values (${id}, 'W_greet', '1.0', '{}', 'action', 'greet', ${person}, 'succeeded', ${now}, ${now})`;
      return { id };
    },
    async savedFilter() {
      const id = newId();
      await db.sql`
        insert into saved_filters (id, person_id, name, filter, created_at)
        values (${id}, ${person}, ${id}, '{}', ${clock.now()})`;
      return { id };
    },
    async signIn() {
      const id = newId();
      const now = clock.now();
      await db.sql`
        insert into sign_ins (token_hash, id, person_id, created_at, seen_at, expires_at)
        values (${id}, ${id}, ${person}, ${now}, ${now}, ${now.add({ hours: 1 })})`;
      return { id };
    },
    async importFile() {
      const id = newId();
      const cells = [
        { row: 1, values: ['Name', 'Login'] },
        { row: 2, values: ['X', newId()] },
      ];
      await db.sql`
        insert into imports (id, kind, file_name, encoding, separator, cells, mapping, created_at, created_by)
        values (${id}, 'people', 'x.csv', 'UTF-8', ',', ${JSON.stringify(cells)}::jsonb,
          ${JSON.stringify(['name', 'login'])}::jsonb, ${clock.now()}, ${person})`;
      return { id };
    },
    async apiToken() {
      const id = newId();
      const now = clock.now();
      await db.sql`
        insert into api_tokens (id, token_hash, person_id, name, roles, created_at, expires_at)
        values (${id}, ${id}, ${person}, 'x', '[]', ${now}, ${now.add({ hours: 1 })})`;
      return { id };
    },
    async configuration() {
      const id = newId();
      const now = clock.now();
      await db.sql`
        insert into configurations (id, package_id, type, name, is_default, "values", secrets, created_at, updated_at)
        values (${id}, 'sample', 'account', ${id}, false, '{}', '{}', ${now}, ${now})`;
      return { id, version: 1 };
    },
  };
}
