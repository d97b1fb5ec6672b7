import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Ending,
  endConnection,
  joinAsCustomer,
  joinAsSupporter,
  leaveAsCustomer,
} from '../state/connections.ts';
import { formatDate } from '../state/dates.ts';
import type { Emulation } from '../state/emulation.ts';
import type { JoinMode, Session } from '../state/model.ts';
import { findSession, isUsable, settleExpired, undashed } from '../state/session-life.ts';
import { type Html, html } from './html.ts';
import { facts, notice, problem, sendPage } from './page.ts';
import { fieldsOf, type Visit, visitOf } from './visit.ts';

/**
 * The pages behind the links of a session (TV-5.3): without the secret one is the customer, with it the supporter.
 * What a form does, a plain POST to the same address does as well.
 */
export function registerJoin(app: FastifyInstance, emulation: Emulation): void {
  for (const url of ['/v15/:ticket', '/getpilot/:ticket', '/:ticket(^s[0-9][-0-9A-Za-z]*$)']) {
    const serve = (request: FastifyRequest, reply: FastifyReply) => {
      const [code = '', secret = null] = splitTicket(fieldsOf(request.params)['ticket'] ?? '');
      return serveTicket(emulation, request, reply, { code, secret, mode: 'native' });
    };
    app.get(url, serve);
    app.post(url, serve);
  }
  const browser = (request: FastifyRequest, reply: FastifyReply) => {
    const query = fieldsOf(request.query);
    return serveTicket(emulation, request, reply, {
      code: query['sessioncode'] ?? '',
      secret: query['servicequeuetoken'] ?? '',
      mode: 'browser',
    });
  };
  app.get('/Connect/IndexByol', browser);
  app.post('/Connect/IndexByol', browser);
  app.post('/join', (request, reply) => {
    const code = (fieldsOf(request.body)['code'] ?? '')
      .trim()
      .toLowerCase()
      .replaceAll(/[^s\d]/g, '');
    return reply.redirect(`/v15/${code.startsWith('s') ? code : `s${code}`}`, 303);
  });
}

interface Ticket {
  code: string;
  /** Null for the customer. */
  secret: string | null;
  mode: JoinMode;
}

function splitTicket(ticket: string): string[] {
  const match = /^(s\d+)(?:-(\w+))?$/i.exec(ticket);
  return match ? [match[1] ?? '', ...(match[2] ? [match[2]] : [])] : [ticket];
}

function serveTicket(
  emulation: Emulation,
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: Ticket,
): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const { texts } = visit;
  const now = emulation.clock.ms();
  settleExpired(emulation.world, emulation.switches, now);
  const session = findSession(emulation.world, ticket.code, true);
  if (!session) return sendEnd(reply, visit, 404, texts.codeUnknown);
  if (ticket.secret !== null && ticket.secret !== session.secret) {
    return sendEnd(reply, visit, 403, texts.secretWrong);
  }
  const ending = request.method === 'POST' ? fieldsOf(request.body) : null;
  if (ending?.['action'] === 'end' && session.connectedAt !== null) {
    const report = endConnection(emulation, session, endingOf(ending), now);
    return sendEnd(reply, visit, 200, report ? texts.ended : texts.endedNoReport);
  }
  if (!isUsable(session, now) && session.connectedAt === null) {
    return sendEnd(reply, visit, 410, texts.codeOver);
  }
  if (ending) {
    act(emulation, session, ticket, ending, now);
    return reply.redirect(request.url, 303);
  }
  return ticket.secret === null
    ? sendCustomer(reply, visit, emulation, session)
    : sendSupporter(reply, visit, emulation, session, ticket.mode);
}

function act(
  emulation: Emulation,
  session: Session,
  ticket: Ticket,
  fields: Record<string, string>,
  now: number,
): void {
  if (ticket.secret === null) {
    if (fields['action'] === 'leave') return leaveAsCustomer(session);
    return joinAsCustomer(session, (fields['name'] ?? '').trim().slice(0, 100), now);
  }
  if (fields['action'] === 'leave') {
    session.supporter = null;
    return;
  }
  const asked = emulation.world.users.get(fields['userid'] ?? '');
  const userId =
    asked?.companyId === session.companyId ? asked.id : (session.assignedUserId ?? session.creatorId);
  joinAsSupporter(session, userId, ticket.mode, now);
}

/** The ending as a form gives it; a rating only from 1 to 5. */
function endingOf(fields: Record<string, string>): Ending {
  const minutes = Number.parseFloat(fields['minutes'] ?? '');
  const rating = Number.parseInt(fields['rating'] ?? '', 10);
  return {
    minutes: minutes > 0 ? minutes : undefined,
    notes: fields['notes'] ?? '',
    feedback: rating >= 1 && rating <= 5 ? { rating, comment: fields['comment'] ?? '' } : null,
  };
}

function sendCustomer(
  reply: FastifyReply,
  visit: Visit,
  emulation: Emulation,
  session: Session,
): FastifyReply {
  const { texts } = visit;
  const supporter = emulation.world.users.get(session.supporter?.userId ?? '')?.name;
  const title = `${texts.customerTitle} ${session.code}`;
  if (!session.customer) {
    return sendPage(reply, visit, {
      title,
      body: html`<form class="card" method="post">
<p>${texts.customerJoinText}</p>
${session.waitingMessage ? notice(session.waitingMessage) : null}
<label>${texts.yourName}<input name="name" required maxlength="100" autocomplete="name" value="${session.endCustomer?.name ?? ''}"></label>
<input type="hidden" name="action" value="join">
<button>${texts.join}</button>
</form>`,
    });
  }
  if (session.connectedAt === null) {
    return sendLive(reply, visit, {
      title,
      body: html`<div class="card"><h2>${texts.waiting} …</h2>
${session.waitingMessage ? html`<p>${session.waitingMessage}</p>` : null}
${facts([[texts.supporterIs, supporter ?? texts.notThere]])}
<form method="post" class="row"><button class="second" name="action" value="leave">${texts.leave}</button></form></div>`,
    });
  }
  return sendLive(reply, visit, {
    title,
    body: html`<form class="card" method="post"><h2>${texts.connected}</h2>
${facts([
  [texts.supporterIs, supporter ?? ''],
  [texts.connectedSince, formatDate(session.connectedAt)],
])}
${endingFields(visit)}
<button name="action" value="end">${texts.endConnection}</button></form>`,
  });
}

function sendSupporter(
  reply: FastifyReply,
  visit: Visit,
  emulation: Emulation,
  session: Session,
  mode: JoinMode,
): FastifyReply {
  const { texts } = visit;
  const users = [...emulation.world.users.values()].filter((one) => one.companyId === session.companyId);
  const suggested = session.assignedUserId ?? session.creatorId;
  const form = session.supporter
    ? session.connectedAt === null
      ? html`<h2>${texts.waitingCustomer} …</h2><div class="row"><button class="second" name="action" value="leave">${texts.leave}</button></div>`
      : html`<h2>${texts.connected}</h2>${endingFields(visit)}<button name="action" value="end">${texts.endConnection}</button>`
    : html`<h2>${texts.join}</h2><label>${texts.joinAs}<select name="userid">${users.map(
        (one) =>
          html`<option value="${one.id}"${one.id === suggested ? html` selected` : null}>${one.name}</option>`,
      )}</select></label><button name="action" value="join">${texts.join}</button>`;
  return sendLive(reply, visit, {
    title: `${texts.supporterTitle} ${session.code}`,
    body: html`<p class="soft">${mode === 'native' ? texts.modeNative : texts.modeBrowser}</p>
<div class="card">${facts([
      [texts.customerIs, session.customer ? `${session.customer.name} – ${texts.isThere}` : texts.notThere],
      [
        texts.supporterIs,
        session.supporter
          ? (emulation.world.users.get(session.supporter.userId)?.name ?? '')
          : texts.notThere,
      ],
      [texts.note, session.description],
      [texts.validUntil, formatDate(session.validUntil)],
    ])}</div>
<form class="card" method="post">${form}</form>`,
  });
}

/** A page that follows what the other side does. */
function sendLive(reply: FastifyReply, visit: Visit, page: { title: string; body: Html }): FastifyReply {
  const body = html`<section data-live>${page.body}</section>`;
  return sendPage(reply, visit, { title: page.title, body, script: '/emulator/assets/live.js' });
}

function endingFields({ texts }: Visit): Html {
  return html`<label>${texts.minutes}<small>${texts.minutesHint}</small><input name="minutes" type="number" min="0" max="1440" step="any" inputmode="decimal"></label>
<label>${texts.rating}<select name="rating"><option value="">${texts.noRating}</option>${[1, 2, 3, 4, 5].map((stars) => html`<option value="${stars}">${stars}</option>`)}</select></label>
<label>${texts.comment}<input name="comment" maxlength="500"></label>
<label>${texts.notes}<textarea name="notes" rows="3" maxlength="2000"></textarea></label>`;
}

function sendEnd(reply: FastifyReply, visit: Visit, status: number, text: string): FastifyReply {
  return sendPage(reply, visit, {
    title: visit.texts.customerTitle,
    status,
    body: html`${status === 200 ? notice(text) : problem(text)}<p><a href="/">${visit.texts.home}</a></p>`,
  });
}

/** The address of a session's page on this origin, for lists that link to it. */
export function joinPath(session: Session, secret: boolean): string {
  const base = session.type === 'Pilot' ? '/getpilot/' : '/v15/';
  return `${base}${undashed(session.code)}${secret ? `-${session.secret}` : ''}`;
}
