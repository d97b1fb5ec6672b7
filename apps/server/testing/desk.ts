import type { Language, Role } from '@fernwart/contract';
import { createActivities } from '../src/features/activities/service.ts';
import type { DomainEvent } from '../src/features/automation/automation.ts';
import { createJournal } from '../src/features/journal/service.ts';
import type { Mails, OutgoingMail } from '../src/features/notifications/mails.ts';
import { createNotifications } from '../src/features/notifications/tell.ts';
import type { AddonHost } from '../src/platform/addon-host/addon-host.ts';
import { uuidV7 } from '../src/platform/crypto/ids.ts';
import type { Database } from '../src/platform/db/database.ts';
import type { Actor } from '../src/platform/http/actor.ts';
import type { Live } from '../src/platform/live/live.ts';
import { manualClock } from './manual-clock.ts';

const noOffers: AddonHost['offers'] = async () => ({ actions: [], panels: [], isComplete: true });

/** A desk's services on a test database, with everything they say to the rest of the server written down. */
export function testDesk(db: Database, addonOffers: AddonHost['offers'] = noOffers) {
  const clock = manualClock();
  const newId = uuidV7(clock);
  const touched: string[] = [];
  const emitted: DomainEvent[] = [];
  const live: Live = {
    touch: async (_tx, ...topics) => void touched.push(...topics),
    subscribe: () => () => undefined,
  };
  const events = { emit: async (_tx: unknown, event: DomainEvent) => void emitted.push(event) };
  const journal = createJournal({ live, clock, newId });
  const mailed: OutgoingMail[] = [];
  const mails: Mails = { enqueue: async (_tx, mail) => void mailed.push(mail) };
  const publicUrl = () => 'https://desk.example.org';
  const notifications = createNotifications({ live, clock, newId, mails, publicUrl });
  const common = { db, journal, live, notifications, clock, newId };
  const activities = createActivities({ ...common, events, addonOffers });

  async function team(name: string, ...members: Actor[]): Promise<string> {
    const id = newId();
    await db.sql`insert into teams (id, name) values (${id}, ${name})`;
    for (const member of members)
      await db.sql`insert into team_members (team_id, person_id) values (${id}, ${member.id})`;
    return id;
  }

  async function person(
    name: string,
    roles: readonly Role[],
    more: { language?: Language; email?: string | null; teamIds?: readonly string[]; active?: boolean } = {},
  ): Promise<Actor> {
    const { language = 'en', email = null, teamIds = [], active = true } = more;
    const id = newId();
    const at = clock.now();
    await db.sql`
      insert into people (id, name, email, language, active, created_at, updated_at)
      values (${id}, ${name}, ${email}, ${language}, ${active}, ${at}, ${at})`;
    await db.sql`insert into person_roles (person_id, role) select ${id}::uuid, unnest(${roles}::text[])`;
    return {
      id,
      name,
      email,
      language,
      timeZone: 'Europe/Berlin',
      roles: new Set(roles),
      teamIds: new Set(teamIds),
      signInId: newId(),
    };
  }

  async function assetRow(name: string, owner: Actor | null = null): Promise<string> {
    const id = newId();
    const at = clock.now();
    await db.sql`
      insert into assets (id, name, kind, owner_id, created_at, updated_at)
      values (${id}, ${name}, 'computer', ${owner?.id ?? null}, ${at}, ${at})`;
    return id;
  }

  return { ...common, touched, emitted, mailed, events, activities, team, person, assetRow };
}
export type TestDesk = ReturnType<typeof testDesk>;
