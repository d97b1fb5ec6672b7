import type { FastifyReply } from 'fastify';
import type { WireFault } from './bend-answer.ts';

/** Sends an answer as a failing line would: not at all, half of it, or as a page of some proxy. */
export function sendBroken(
  reply: FastifyReply,
  fault: WireFault,
  status: number,
  text: string,
): FastifyReply {
  if (fault.kind === 'non-json-body') {
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send('<html><body><h1>Gateway</h1><p>This is not JSON.</p></body></html>');
  }
  reply.hijack();
  if (fault.kind === 'truncated-body') {
    const body = Buffer.from(text === '' ? '{"cut":"short"}' : text);
    reply.raw.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
    });
    reply.raw.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.raw.socket?.destroy());
    return reply;
  }
  reply.raw.socket?.destroy();
  return reply;
}
