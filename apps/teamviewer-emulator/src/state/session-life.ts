import type { Session } from './model.ts';
import type { Switches } from './switches.ts';
import type { World } from './world.ts';

/** After valid_until the code no longer works, whatever its state says (TV-5.10). */
export function isExpired(session: Session, now: number): boolean {
  return session.validUntil <= now;
}

/** Whether customer and supporter can join with this code. */
export function isUsable(session: Session, now: number): boolean {
  return session.state === 'open' && !isExpired(session, now);
}

export function closeSession(session: Session, now: number): void {
  if (session.state === 'closed') return;
  session.state = 'closed';
  session.closedAt = now;
}

/** Whether TeamViewer closes expired codes by itself is unknown; the switch says what happens here. */
export function settleExpired(world: World, switches: Switches, now: number): void {
  if (switches.expiredSessions === 'stay-open') return;
  for (const session of world.sessions.values()) {
    if (session.state !== 'open' || !isExpired(session, now)) continue;
    session.state = 'closed';
    session.closedAt = switches.expiredSessions === 'close' ? session.validUntil : null;
  }
}

/** Finds a session by its dashed code; the dash-less form of links only where `loose`. */
export function findSession(world: World, code: string, loose: boolean): Session | undefined {
  const wanted = code.toLowerCase();
  const exact = world.sessions.get(wanted);
  if (exact || !loose) return exact;
  return world.sessions.get(dashed(wanted));
}

/** `s119457589` to `s119-457-589`. */
export function dashed(code: string): string {
  return code.replace(/^(s\d{2,3})(\d{3})(\d{3})$/, '$1-$2-$3');
}

export function undashed(code: string): string {
  return code.replaceAll('-', '');
}
