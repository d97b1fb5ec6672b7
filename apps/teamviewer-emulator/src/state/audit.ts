import type { Emulation } from './emulation.ts';
import type { User } from './model.ts';

/** Adds an entry of the event log. Only events of sessions come from the emulator's own doing (TV-9.3). */
export function recordSessionEvent(
  emulation: Emulation,
  given: {
    name: string;
    at: number;
    author: User;
    affectedItem: string;
    sessionGuid: string;
    participant: string;
  },
): void {
  emulation.world.auditEvents.push({
    companyId: given.author.companyId,
    name: given.name,
    type: 'Session',
    at: given.at,
    author: given.author.name,
    authorEmail: given.author.email,
    affectedItem: given.affectedItem,
    sessionGuid: given.sessionGuid,
    details: [{ name: 'Participants', before: '', after: given.participant }],
  });
}
