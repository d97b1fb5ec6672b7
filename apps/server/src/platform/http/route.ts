import type { Language, ProblemCode } from '@fernwart/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { storableJson } from '../db/storable-text.ts';
import type { Actor } from './actor.ts';
import type { CallLimit } from './call-limit.ts';
import { issueSentence } from './issue-sentence.ts';
import { Problem } from './problem.ts';
import { readerOf, setReader } from './reader.ts';
import { hasVersion, setETag, withIfMatch } from './version-header.ts';

/** Who may call a route at all; objects are checked by the feature's policy. */
export type Who =
  | 'anybody'
  | 'signed_in'
  | 'agent'
  | 'administrator'
  | 'administrator_or_auditor'
  | 'desk_reader';

export type MediaType =
  | 'application/json'
  | 'application/zip'
  | 'application/octet-stream'
  | 'application/x-www-form-urlencoded';

export interface RouteContext<Params, Query, Body, W extends Who> {
  readonly actor: W extends 'anybody' ? Actor | null : Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The reader's language: the person's, else what the browser asks for. */
  readonly language: Language;
  readonly address: string;
  readonly requestId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
  W extends Who,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly who: W;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What the body must be; JSON when left out. An archive or a file arrives as one Buffer in `request.body`. */
  readonly accepts?: MediaType;
  /** Left out: the route answers 204, or writes its reply by itself when `raw`. */
  readonly answer?: A;
  readonly status?: 200 | 201 | 202;
  readonly raw?: true;
  /** What a `raw` route answers, by status; left out: `status` with `answer`. */
  readonly answers?: RawAnswers;
  /** Problems beyond those that every route of this form can answer with. */
  readonly problems?: readonly ProblemCode[];
  /** In bytes; 1 MiB when left out. */
  readonly bodyLimit?: number;
  readonly handle: (
    context: RouteContext<z.output<P>, z.output<Q>, z.output<B>, W>,
  ) => Promise<z.input<A> | void>;
}

/** By status: what it means, and its media type where it has a body that is no JSON of a schema. */
export type RawAnswers = Readonly<Record<number, { readonly description: string; readonly type?: string }>>;

/** A route as the OpenAPI document and the policy matrix see it. */
export interface RouteDescription {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly who: Who;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly accepts: MediaType;
  readonly answer: z.ZodType | undefined;
  readonly status: number;
  readonly raw: boolean;
  readonly answers?: RawAnswers | undefined;
  readonly problems?: readonly ProblemCode[] | undefined;
}

/** Finds out in whose name a request is made. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | null>;
/** Leaves an audit record of a refused call. */
export type OnRefusal = (entry: {
  actor: Actor | null;
  method: string;
  path: string;
  address: string;
  requestId: string;
}) => Promise<void>;

const allowed: Record<Who, (actor: Actor | null) => boolean> = {
  anybody: () => true,
  signed_in: (actor) => actor !== null,
  agent: (actor) => actor?.roles.has('agent') ?? false,
  administrator: (actor) => actor?.roles.has('administrator') ?? false,
  administrator_or_auditor: (actor) =>
    (actor?.roles.has('administrator') || actor?.roles.has('auditor')) ?? false,
  desk_reader: (actor) =>
    (actor?.roles.has('agent') || actor?.roles.has('administrator') || actor?.roles.has('auditor')) ?? false,
};

/** Registers routes of the form parse, authorise, do, present. */
export interface Router {
  add<
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    A extends z.ZodType = z.ZodUndefined,
    W extends Who = Who,
  >(route: Route<P, Q, B, A, W>): void;
  readonly routes: readonly RouteDescription[];
}

export interface RouterOptions {
  readonly authenticate: Authenticate;
  readonly onRefusal: OnRefusal;
  readonly limitCalls: CallLimit;
}

export function createRouter(app: FastifyInstance, options: RouterOptions): Router {
  const routes: RouteDescription[] = [];

  async function admit(request: FastifyRequest, who: Who, accepts: MediaType): Promise<void> {
    const actor = await options.authenticate(request);
    setReader(request, actor);
    await options.limitCalls(request, actor);
    if (!allowed[who](actor)) {
      await record(request, actor);
      throw new Problem(actor ? 'not_allowed' : 'not_signed_in');
    }
    if (request.method !== 'GET' && hasBody(request) && mediaTypeOf(request) !== accepts)
      throw new Problem('unsupported_media_type');
  }

  function record(request: FastifyRequest, actor: Actor | null): Promise<void> {
    return options.onRefusal({
      actor,
      method: request.method,
      path: request.url.split('?', 1)[0] ?? '',
      address: request.ip,
      requestId: request.id,
    });
  }

  /** What a policy refuses object by object is recorded like what is refused at the door. */
  async function recordingRefusal<T>(
    request: FastifyRequest,
    actor: Actor | null,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && error.code === 'not_allowed') await record(request, actor);
      throw error;
    }
  }

  return {
    routes,
    add(route) {
      const { method, path, summary, who, params, query, body, answer, answers, problems } = route;
      const takesVersion = body !== undefined && hasVersion(body);
      const accepts = route.accepts ?? 'application/json';
      const raw = route.raw ?? false;
      const status = route.status ?? (answer || raw ? 200 : 204);
      const described = {
        method,
        path,
        summary,
        who,
        params,
        query,
        body,
        accepts,
        answer,
        answers,
        problems,
      };
      routes.push({ ...described, status, raw });
      app.route({
        method,
        url: path,
        ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
        // Before the body is read: who may not call costs nothing more.
        onRequest: (request) => admit(request, who, accepts),
        handler: async (request, reply) => {
          const { actor, language } = readerOf(request);
          const context = {
            actor,
            params: parse(params, storable(request.params), 'params', language),
            query: parse(query, storable(request.query), 'query', language),
            body: parse(body, withIfMatch(request, takesVersion), 'body', language),
            language,
            address: request.ip,
            requestId: request.id,
            request,
            reply,
          };
          const result = await recordingRefusal(request, actor, () => route.handle(context as never));
          if (raw) return reply;
          if (!answer) return reply.code(status).send();
          const presented = answer.parse(result);
          setETag(reply, presented);
          return reply.code(status).send(presented);
        },
      });
    },
  };
}

/** What stands in an address is looked for in the database, which takes neither NUL nor lone surrogates. */
function storable(values: unknown): unknown {
  return JSON.parse(storableJson(values ?? {}));
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function mediaTypeOf({ headers }: FastifyRequest): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
}

function parse(schema: z.ZodType | undefined, value: unknown, place: string, language: Language): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {}, { error: issueSentence(language) });
  if (result.success) return result.data;
  // An id of the wrong shape in the address names nothing that exists.
  if (place === 'params') throw new Problem('not_found');
  throw new Problem('invalid_input', {
    errors: result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}
