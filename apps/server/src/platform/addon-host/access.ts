import type { Subject } from '@fernwart/addon-kit';
import type { Actor } from '../http/actor.ts';
import { Problem } from '../http/problem.ts';
import type { DeskPorts } from './desk-ports.ts';

/** What of an add-on is reached for. */
export type Reach = 'deed' | 'view';

/** Whether this person may reach an add-on's things on this subject at all; the add-on decides the rest. */
export async function mayReach(
  ports: Pick<DeskPorts, 'maySee' | 'configurations'>,
  packageId: string,
  actor: Actor,
  subject: Subject,
  reach: Reach,
): Promise<boolean> {
  const administers = actor.roles.has('administrator');
  const works = administers || actor.roles.has('agent');
  switch (subject.type) {
    case 'activity':
      // A requester sees what an add-on shows him on his own activity, and follows its links, but presses nothing.
      return (works || reach === 'view') && ports.maySee(actor, subject);
    case 'asset':
      return works && ports.maySee(actor, subject);
    case 'configuration':
      return administers && (await ports.configurations.get(packageId, subject.id)) !== null;
    case 'package':
      return works && subject.id === packageId;
  }
}

/** Rejects with Problem `not_found` where the subject is not to be seen, `not_allowed` where deeds are not for this person. */
export async function assertReach(
  ports: Pick<DeskPorts, 'maySee' | 'configurations'>,
  packageId: string,
  actor: Actor,
  subject: Subject,
  reach: Reach,
): Promise<void> {
  if (await mayReach(ports, packageId, actor, subject, reach)) return;
  const seen = reach === 'deed' && (await mayReach(ports, packageId, actor, subject, 'view'));
  throw new Problem(seen ? 'not_allowed' : 'not_found');
}
