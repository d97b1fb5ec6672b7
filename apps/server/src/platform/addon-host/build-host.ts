import { randomBytes } from 'node:crypto';
import type { AuditNote, Host, HttpRequest, SecretValue } from '@fernwart/addon-kit';
import { languages } from '@fernwart/contract';
import { addonLog } from './addon-log.ts';
import type { DeskPorts } from './desk-ports.ts';
import { createGrant, type OnUngranted } from './grants.ts';
import { grantedSql, hostSql } from './host-sql.ts';
import { hostTransaction } from './host-transaction.ts';
import type { Look } from './one-look.ts';
import { packageText } from './package-text.ts';
import type { CallScope } from './running-package.ts';
import type { SqlFence } from './sql-fence.ts';

const largestPage = 5000;

/** The host of one call: it holds what the manifest asked for, and it ends with the call. */
export function buildHost(
  ports: DeskPorts,
  scope: CallScope,
  fence: SqlFence,
  onUngranted: OnUngranted,
  statementLimit: Temporal.Duration,
  answers?: Look['answers'],
): Host {
  const { id, version, manifest } = scope.running.loaded;
  const grant = createGrant(scope, onUngranted);
  const transaction = hostTransaction(ports, scope, grant, fence, statementLimit);
  const purposeOf = (purpose: string) => `package:${id}:${purpose}`;
  return {
    package: { id, version },
    publicUrl: ports.publicUrl,
    languages,
    callbackUrl: (configurationId) => `${ports.publicUrl}/callback/${id}/${configurationId}`,
    linkUrl: (link, subject) =>
      `/open/${id}/${link}/${encodeURIComponent(subject.type)}/${encodeURIComponent(subject.id)}`,
    text: (language, key, values) => packageText(scope.running.loaded, language, key, values),
    activities: { get: grant('activities.read', ports.activities.get) },
    assets: {
      get: grant('assets.read', (assetId: string) => ports.assets.get(id, assetId)),
      ofActivity: grant('assets.read', (activityId: string) => ports.assets.ofActivity(id, activityId)),
      page: grant('assets.read', (after: string | null, limit: number) =>
        ports.assets.page(id, after, Math.min(limit, largestPage)),
      ),
      fingerprint: grant('assets.read', () => ports.assets.fingerprint(id)),
    },
    people: {
      get: grant('people.read', (personId: string) => ports.people.get(ports.db, personId)),
      administrators: grant('people.read', () => ports.people.administrators(ports.db)),
    },
    configurations: {
      list: grant('configurations', (type: string) => ports.configurations.list(id, type)),
      get: grant('configurations', (configurationId: string) =>
        ports.configurations.get(id, configurationId),
      ),
      default: grant('configurations', (type: string) => ports.configurations.default(id, type)),
    },
    secrets: {
      seal: grant('secrets', async (plain: SecretValue, purpose: string) =>
        ports.sealer.seal(plain, purposeOf(purpose)),
      ),
      open: grant('secrets', async (sealed: string, purpose: string) =>
        ports.sealer.open(sealed, purposeOf(purpose)),
      ),
    },
    sql: grantedSql(grant, hostSql(ports.db, fence, scope, statementLimit, answers)),
    transaction: (work) => transaction(work).finally(() => answers?.clear()),
    databaseNow: grant('database', () => ports.db.now()),
    fetch: grant('network', (request: HttpRequest) =>
      ports.http.fetch(request, { allowed: manifest.hosts, package: id }),
    ),
    clock: ports.clock,
    log: addonLog(ports.log, id),
    audit: grant(null, async ({ action, outcome, subject, personId, details }: AuditNote) => {
      const person = personId === undefined ? null : await ports.people.get(ports.db, personId);
      await ports.audit.record(ports.db, {
        actor: person?.name ?? `package:${id}`,
        actorId: person?.id ?? null,
        action: `${id}.${action}`,
        outcome,
        ...(subject === undefined ? {} : { subject: `${subject.type}:${subject.id}` }),
        ...(details === undefined ? {} : { details }),
      });
    }),
    random: (bytes) => randomBytes(bytes).toString('base64url'),
  };
}
