import { id, signInEntries } from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { managesAccess } from './policy.ts';
import { endOtherSignIns, endSignIn, listSignIns } from './sign-in-list-store.ts';

const path = '/api/v1/sign-ins';

/** Where one is signed in, and ending it. */
export function signInListRoutes(
  router: Router,
  deps: { db: Database; clock: Clock; live: Live; audit: Audit },
): void {
  const { db, clock, live, audit } = deps;

  router.add({
    method: 'GET',
    path,
    summary: "One's own sign-ins, the last used first",
    who: 'signed_in',
    answer: signInEntries,
    async handle({ actor }) {
      const rows = await listSignIns(db, actor.id, clock.now());
      return {
        items: rows.map((row) => ({
          id: row.id,
          createdAt: row.created_at.toString(),
          seenAt: row.seen_at.toString(),
          expiresAt: row.expires_at.toString(),
          address: row.address,
          userAgent: row.user_agent,
          current: row.id === actor.signInId,
        })),
      };
    },
  });

  async function end(
    actor: Actor,
    which: string | null,
    { address, requestId }: { address: string; requestId: string },
  ): Promise<void> {
    if (!managesAccess(actor)) throw new Problem('not_allowed');
    await db.transaction(async (tx) => {
      const ended =
        which === null
          ? await endOtherSignIns(tx, actor.id, actor.signInId)
          : await endSignIn(tx, actor.id, which);
      if (which !== null && ended === 0) throw new Problem('not_found');
      await audit.record(tx, {
        actor: actor.name,
        actorId: actor.id,
        action: 'sign_in.end',
        outcome: 'done',
        address,
        requestId,
        details: { ended },
      });
      // Streams that were opened with them end.
      await live.touch(tx, `person:${actor.id}`);
    });
  }

  router.add({
    method: 'DELETE',
    path,
    summary: "End all of one's sign-ins but this one",
    who: 'signed_in',
    handle: ({ actor, address, requestId }) => end(actor, null, { address, requestId }),
  });
  router.add({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: "End one of one's own sign-ins",
    who: 'signed_in',
    params: z.object({ id }),
    handle: ({ actor, params, address, requestId }) => end(actor, params.id, { address, requestId }),
  });
}
