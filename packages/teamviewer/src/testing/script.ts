import type { HttpRequest, HttpResponse, Transport } from '../transport.ts';

/** What a scripted step answers with. `json` is sent as JSON, `text` as it is, `fail` breaks the connection. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly text: string }
  | {
      readonly status?: number;
      readonly chunks: readonly string[];
      readonly breaks?: boolean;
      readonly stalls?: boolean;
    }
  | { readonly fail: Error }
  | { readonly hang: true };

/** One expected request and its answer. */
export interface ScriptedStep {
  /** Method and path with query below the base address: `GET /groups?name=x`. */
  readonly expect: string;
  readonly answer: ScriptedAnswer | ((request: HttpRequest) => ScriptedAnswer);
}

/** A transport that plays a script: a request that is not the next expected one fails the test at once. */
export interface Script {
  readonly transport: Transport;
  /** Every request received, in order. */
  readonly requests: readonly HttpRequest[];
  /** Throws when a step was not used or a request was not expected. Call it at the end of every test. */
  finish(): void;
}

export const TEST_BASE = 'https://webapi.teamviewer.test/api/v1';

export function createScript(steps: readonly ScriptedStep[]): Script {
  const requests: HttpRequest[] = [];
  const unexpected: string[] = [];
  return {
    requests,
    async transport(request) {
      const step = steps[requests.length];
      requests.push(request);
      const asked = `${request.method} ${decodeURIComponent(request.url.replace(TEST_BASE, ''))}`;
      if (step === undefined || step.expect !== asked) {
        unexpected.push(`expected ${step?.expect ?? 'nothing more'}, got ${asked}`);
        throw new Error(`Unexpected request: ${asked}`);
      }
      return respond(typeof step.answer === 'function' ? step.answer(request) : step.answer, request);
    },
    finish() {
      if (unexpected.length > 0) throw new Error(unexpected.join('\n'));
      const unused = steps.slice(requests.length).map((step) => step.expect);
      if (unused.length > 0) throw new Error(`Never asked for: ${unused.join(', ')}`);
    },
  };
}

async function respond(answer: ScriptedAnswer, request: HttpRequest): Promise<HttpResponse> {
  if ('fail' in answer) throw answer.fail;
  if ('hang' in answer) return new Promise(() => undefined);
  const headers = new Map(
    Object.entries('headers' in answer ? (answer.headers ?? {}) : {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  return {
    status: answer.status ?? 200,
    header: (name) => headers.get(name.toLowerCase()),
    body: bodyOf(answer, request),
  };
}

async function* bodyOf(
  answer: Exclude<ScriptedAnswer, { fail: Error } | { hang: true }>,
  request: HttpRequest,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  if ('json' in answer) yield encoder.encode(JSON.stringify(answer.json));
  else if ('text' in answer) yield encoder.encode(answer.text);
  else {
    for (const chunk of answer.chunks) {
      if (request.signal?.aborted) throw new Error('aborted');
      yield encoder.encode(chunk);
    }
    if (answer.breaks === true) throw new Error('connection reset');
    if (answer.stalls === true) await new Promise(() => undefined);
  }
}
