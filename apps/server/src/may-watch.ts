import type { Actor } from './platform/http/actor.ts';

/** Lists, and who reads them. The frame of every page follows the packages. */
const lists: Readonly<Record<string, (actor: Actor) => boolean>> = {
  packages: () => true,
  activities: () => true,
  assets: worksOnDesk,
  people: worksOnDesk,
  notices: worksOnDesk,
  teams: worksOnDesk,
  runs: worksOnDesk,
  configurations: administers,
  settings: (actor) => administers(actor) || actor.roles.has('auditor'),
  imports: administers,
};

/** Who may be told that something changed: whoever may see it. What is named nowhere here is told to nobody. */
export async function mayWatch(
  actor: Actor,
  topic: string,
  may: {
    see(actor: Actor, subject: { type: 'activity' | 'asset'; id: string }): Promise<boolean>;
    seeRun(actor: Actor, id: string): Promise<boolean>;
  },
): Promise<boolean> {
  const [kind = '', id] = topic.split(':', 2);
  if (id === undefined) return Object.hasOwn(lists, kind) && (lists[kind]?.(actor) ?? false);
  switch (kind) {
    case 'person':
    case 'notifications':
      return id === actor.id;
    case 'run':
      return may.seeRun(actor, id);
    case 'activity':
    case 'asset':
      return may.see(actor, { type: kind, id });
    case 'configuration':
    case 'package':
    case 'engineActivation':
      return administers(actor);
    default:
      return false;
  }
}

function administers({ roles }: Actor): boolean {
  return roles.has('administrator');
}

function worksOnDesk({ roles }: Actor): boolean {
  return roles.has('agent') || roles.has('administrator') || roles.has('auditor');
}
