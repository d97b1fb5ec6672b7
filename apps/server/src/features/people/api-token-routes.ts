import {
  type ApiToken,
  apiTokensPage,
  apiTokensQuery,
  createApiTokenBody,
  createdApiToken,
  id,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { keysetCursor } from '../../platform/http/keyset-cursor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { type ApiTokenRow, deleteToken, findToken, insertToken, listTokens } from './api-token-store.ts';
import { grantsRoles, managesAccess, readsEveryToken, revokesToken } from './policy.ts';
import { hashToken, newToken } from './token.ts';

const path = '/api/v1/api-tokens';
const cursors = keysetCursor('api-tokens:created', 'instant');

/** Begins every token, so that it is recognised where it should not be: in logs, mails and commits. */
export const tokenPrefix = 'fernwart_';

export interface ApiTokenDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly audit: Audit;
}

export function apiTokenRoutes(router: Router, deps: ApiTokenDeps): void {
  const { db, clock, newId, live, audit } = deps;

  router.add({
    method: 'GET',
    path,
    summary: 'API tokens, newest first; their secrets are kept by nobody',
    who: 'signed_in',
    query: apiTokensQuery,
    answer: apiTokensPage,
    async handle({ actor, query }) {
      if (query.of === 'everybody' && !readsEveryToken(actor)) throw new Problem('not_allowed');
      const of = query.of === 'everybody' ? null : actor.id;
      const rows = await listTokens(db, of, cursors.decode(query.cursor), query.limit + 1);
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(({ token }) => present(token)),
        ...(last ? { nextCursor: cursors.encode(last.cursor) } : {}),
      };
    },
  });

  router.add({
    method: 'POST',
    path,
    summary: 'Make an API token for oneself; its secret is answered this once',
    who: 'signed_in',
    body: createApiTokenBody,
    answer: createdApiToken,
    status: 201,
    async handle({ actor, body, address, requestId }) {
      if (!managesAccess(actor) || !grantsRoles(actor, body.roles)) throw new Problem('not_allowed');
      const secret = tokenPrefix + newToken();
      const now = clock.now();
      const token = {
        id: newId(),
        tokenHash: hashToken(secret),
        personId: actor.id,
        name: body.name,
        roles: [...new Set(body.roles)],
        expiresAt: now.add({ hours: 24 * body.expiresInDays }),
      };
      await db.transaction(async (tx) => {
        await insertToken(tx, token, now);
        await audit.record(tx, {
          actor: actor.name,
          actorId: actor.id,
          action: 'api_token.create',
          outcome: 'done',
          subject: `api_token:${token.id}`,
          address,
          requestId,
          details: { name: token.name, roles: token.roles, expiresAt: token.expiresAt.toString() },
        });
      });
      const { id: tokenId, name, roles, expiresAt } = token;
      return {
        id: tokenId,
        name,
        owner: { id: actor.id, name: actor.name },
        roles,
        createdAt: now.toString(),
        expiresAt: expiresAt.toString(),
        lastUsedAt: null,
        lastAddress: null,
        secret,
      };
    },
  });

  router.add({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Revoke an API token, at once and for good',
    who: 'signed_in',
    params: z.object({ id }),
    async handle({ actor, params, address, requestId }) {
      const token = await findToken(db, params.id);
      if (!token || !revokesToken(actor, token)) throw new Problem('not_found');
      if (!managesAccess(actor)) throw new Problem('not_allowed');
      await db.transaction(async (tx) => {
        if (!(await deleteToken(tx, params.id))) return;
        await audit.record(tx, {
          actor: actor.name,
          actorId: actor.id,
          action: 'api_token.revoke',
          outcome: 'done',
          subject: `api_token:${params.id}`,
          address,
          requestId,
          details: { name: token.name, ownerId: token.person_id },
        });
        // Streams that were opened with it end.
        await live.touch(tx, `person:${token.person_id}`);
      });
    },
  });
}

function present(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    owner: { id: row.person_id, name: row.person_name },
    roles: row.roles,
    createdAt: row.created_at.toString(),
    expiresAt: row.expires_at.toString(),
    lastUsedAt: row.last_used_at?.toString() ?? null,
    lastAddress: row.last_address,
  };
}
