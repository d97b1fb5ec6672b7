import type { Readable } from 'node:stream';
import { NetError } from './net-error.ts';

/** The body, until it grows beyond `maxBytes`; who stops reading early ends the connection. */
export async function* boundedBody(
  body: Readable,
  maxBytes: number,
  toFailure: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array, void> {
  let seen = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      seen += chunk.byteLength;
      if (seen > maxBytes) {
        throw new NetError('response_too_large', `an answer of more than ${maxBytes} bytes was not read`);
      }
      yield chunk;
    }
  } catch (error) {
    throw toFailure(error);
  } finally {
    body.destroy();
  }
}
