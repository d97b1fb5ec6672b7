import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyFault, breaksWire, rowsOf, type WireFault } from '../faults/bend-answer.ts';
import type { FaultEffect } from '../faults/fault-schema.ts';
import { sendBroken } from '../faults/send-broken.ts';
import type { CallEntry } from '../state/call-log.ts';
import type { Emulation } from '../state/emulation.ts';
import { ApiError, errorBody, notFound } from './api-error.ts';
import { authenticate, bearerOf, demand } from './authenticate.ts';
import type { Answer, Call, Operation } from './operation.ts';
import { refuseUnknown } from './parameters.ts';

export interface Wait {
  /** Resolves after real milliseconds, never once the emulator has closed. */
  (ms: number): Promise<void>;
}

/** Where the stand-in of webapi.us.teamviewer.com is mounted (TV-1.1). */
const usPrefix = '/us';

/** Puts one operation on the wire: log, faults, token, quota, permission, the operation itself, faults again. */
export function registerOperation(
  app: FastifyInstance,
  emulation: Emulation,
  operation: Operation,
  wait: Wait,
): void {
  const earlier: Earlier = new Map();
  const url = `/api/v1${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  for (const region of ['', usPrefix]) {
    app.route({
      method: operation.method,
      url: `${region}${url}`,
      handler: (request, reply) => serve(emulation, operation, wait, earlier, request, reply),
    });
  }
}

/** The rows that each caller was last given, for the fault that gives them again. */
type Earlier = Map<string, readonly unknown[]>;

function remember(earlier: Earlier, caller: string, answer: Answer): void {
  if (answer.status !== 200 || typeof answer.body !== 'object' || answer.body === null) return;
  const { list } = rowsOf(answer.body);
  // Answers without pages can be of any size, and there is no page before them to repeat.
  if (list.length <= 1000) earlier.set(caller, list);
}

async function serve(
  emulation: Emulation,
  operation: Operation,
  wait: Wait,
  earlier: Earlier,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const endpoint = `${operation.method} ${operation.path}`;
  const query = flat(request.query);
  const entry = emulation.calls.begin({
    at: emulation.clock.ms(),
    endpoint,
    path: request.url.split('?', 1)[0] ?? '',
    query,
  });
  const effects = emulation.faults.strike(endpoint);
  entry.faults = effects.map(({ kind }) => kind);
  const wire = effects.find(breaksWire);

  if (wire?.kind === 'half-open-socket') return silence(emulation, entry, reply);
  for (const effect of effects) {
    if (effect.kind === 'latency' || effect.kind === 'effect-after-timeout') await wait(effect.ms);
    if (effect.kind === 'expire-token') expireToken(emulation, request.headers.authorization);
  }

  const call: Call = {
    emulation,
    now: emulation.clock.ms(),
    params: flat(request.params),
    query,
    body: request.body,
    authorization: request.headers.authorization,
    us: request.url.toLowerCase().startsWith(`${usPrefix}/`),
    note: (detail) => {
      entry.detail = detail;
    },
  };
  const answer = refusalBefore(effects) ?? (await carryOut(operation, call, entry));
  const caller = request.headers.authorization ?? '';
  const bent = bodyFault(effects, answer, endpoint, emulation.random, earlier.get(caller) ?? []);
  remember(earlier, caller, answer);
  return finish(emulation, entry, reply, bent, wire);
}

async function carryOut(operation: Operation, call: Call, entry: CallEntry): Promise<Answer> {
  try {
    const answer = judgeAndHandle(operation, call, entry);
    entry.effect = true;
    return answer;
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    throw error;
  }
}

function judgeAndHandle(operation: Operation, call: Call, entry: CallEntry): Answer {
  const { switches } = call.emulation;
  if (operation.gone?.(switches)) throw notFound('There is nothing at this address any more.');
  if (operation.open) {
    if (switches.unknownParameters === 'refused') refuseUnknown(operation, call);
    return operation.handle(call);
  }
  const caller = authenticate(call.emulation, call.authorization, call.now);
  entry.userId = caller.user.id;
  const key = `${caller.token.token} ${entry.endpoint}`;
  const wait = call.emulation.quotas.take(key, caller.company.licence.type, switches, call.now);
  if (wait !== null) {
    throw rateLimit(switches.rateLimitStatus, switches.rateLimitRetryAfter ? wait : null);
  }
  demand(caller, operation.needs);
  if (switches.unknownParameters === 'refused') refuseUnknown(operation, call);
  return operation.handle({ ...call, caller });
}

function rateLimit(status: number, retryAfterSeconds: number | null): ApiError {
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return new ApiError(status, 'rate_limit_reached', 'The limit of calls to this function is reached.', {
    headers,
  });
}

function refusal(error: ApiError): Answer {
  return {
    status: error.status,
    headers: error.headers,
    body: error.body ?? errorBody(error.error, error.message),
  };
}

function refusalBefore(effects: readonly FaultEffect[]): Answer | null {
  for (const effect of effects) {
    if (effect.kind === 'refuse-before-effect') {
      return { status: effect.status, body: errorBody(effect.error, 'Refused by a planned fault.') };
    }
    if (effect.kind === 'status') {
      return { status: effect.status, body: errorBody('internal_error', 'Refused by a planned fault.') };
    }
    if (effect.kind === 'rate-limit-403') return refusal(rateLimit(403, null));
    if (effect.kind === 'rate-limit-429') return refusal(rateLimit(429, effect.retryAfterSeconds));
  }
  return null;
}

function expireToken(emulation: Emulation, authorization: string | undefined): void {
  const token = emulation.world.accessTokens.get(bearerOf(emulation, authorization) ?? '');
  if (token) token.expiresAt = emulation.clock.ms();
}

function silence(emulation: Emulation, entry: CallEntry, reply: FastifyReply): FastifyReply {
  emulation.calls.end(entry);
  return reply.hijack();
}

function finish(
  emulation: Emulation,
  entry: CallEntry,
  reply: FastifyReply,
  answer: Answer,
  wire: WireFault | undefined,
): FastifyReply {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  if (wire) {
    entry.status = wire.kind === 'non-json-body' ? answer.status : null;
    emulation.calls.end(entry);
    return sendBroken(reply, wire, answer.status, text ?? '');
  }
  entry.status = answer.status;
  emulation.calls.end(entry);
  reply.code(answer.status).headers(answer.headers ?? {});
  if (text === undefined) return reply.send();
  const type = typeof answer.body === 'string' && !/^["{[]/.test(text) ? 'text/plain' : 'application/json';
  return reply.type(`${type}; charset=utf-8`).send(text);
}

/** Parameters as plain texts; repeated ones are joined with commas. */
function flat(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : String(value),
    ]),
  );
}
