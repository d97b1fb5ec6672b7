import { formatDate } from '../state/dates.ts';
import type { AuditEvent } from '../state/model.ts';
import { forbidden, invalidRequest, malformed } from './api-error.ts';
import { ok, type SignedOperation } from './operation.ts';
import { bodyOf, dateOf, textOf } from './parameters.ts';

const pageSize = 50;
const day = 86_400_000;

/** POST /EventLogging: fifty events a page, until ContinuationToken is null (TV-9.1, TV-9.2). */
export const eventLog: SignedOperation = {
  method: 'POST',
  path: '/EventLogging',
  fact: 'TV-9.1',
  needs: ['EventLogging.Read'],
  members: [
    'StartDate',
    'EndDate',
    'EventNames',
    'EventTypes',
    'AccountEmails',
    'AffectedItem',
    'RCSessionGuid',
    'ContinuationToken',
  ],
  handle(call) {
    if (!call.caller.company.licence.eventLogging)
      throw forbidden('Event logging is not part of the licence.');
    const fields = bodyOf(call);
    const from = dateOf(fields, 'StartDate');
    const to = dateOf(fields, 'EndDate');
    if (from === undefined) throw malformed('StartDate');
    if (to === undefined || to < from) throw malformed('EndDate');
    const longest = call.emulation.switches.eventLogMaximumDays;
    if (longest !== null && to - from > longest * day) throw invalidRequest('The span is too long.');

    const fits = conditionOf(fields);
    const found = call.emulation.world.auditEvents
      .filter(
        (event) =>
          event.companyId === call.caller.company.id && event.at >= from && event.at <= to && fits(event),
      )
      .toSorted((a, b) => a.at - b.at);
    const start = startOf(textOf(fields, 'ContinuationToken'));
    const end = start + pageSize;
    return ok({
      AuditEvents: found.slice(start, end).map(eventBody),
      ContinuationToken: end < found.length ? Buffer.from(`from ${end}`).toString('base64url') : null,
    });
  },
};

function startOf(token: string | undefined): number {
  if (!token) return 0;
  const match = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw malformed('ContinuationToken');
  return Number(match[1]);
}

function conditionOf(fields: Readonly<Record<string, unknown>>): (event: AuditEvent) => boolean {
  const names = textsOf(fields, 'EventNames');
  const types = textsOf(fields, 'EventTypes');
  const emails = textsOf(fields, 'AccountEmails');
  const item = textOf(fields, 'AffectedItem');
  const guid = textOf(fields, 'RCSessionGuid')?.toLowerCase();
  return (event) =>
    (names === null || names.has(event.name.toLowerCase())) &&
    (types === null || types.has(event.type.toLowerCase())) &&
    (emails === null || emails.has(event.authorEmail.toLowerCase())) &&
    (item === undefined || item === '' || event.affectedItem === item) &&
    (guid === undefined || guid === '' || event.sessionGuid === guid);
}

/** A list of texts, folded; null when it is absent or empty and thus no filter. */
function textsOf(fields: Readonly<Record<string, unknown>>, name: string): Set<string> | null {
  const given = fields[name];
  if (given === undefined || given === null) return null;
  if (!Array.isArray(given)) throw malformed(name);
  const texts = given.map((one: unknown) => {
    if (typeof one !== 'string') throw malformed(name);
    return one.toLowerCase();
  });
  return texts.length === 0 ? null : new Set(texts);
}

function eventBody(event: AuditEvent): object {
  return {
    EventName: event.name,
    EventType: event.type,
    Timestamp: formatDate(event.at),
    Author: event.author,
    AuthorEmail: event.authorEmail,
    AffectedItem: event.affectedItem,
    EventDetails: event.details.map(({ name, before, after }) => ({
      PropertyName: name,
      OldValue: before,
      NewValue: after,
    })),
  };
}
