import type { FastifyInstance } from 'fastify';
import { StartRefused } from '../start-refused.ts';

/** Answers the origin that the server is reached at from this machine. */
export async function listenOn(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw refusal(error, host, port);
  }
  const address = app.server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${bound}`;
}

function refusal(error: unknown, host: string, port: number): unknown {
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE':
      return new StartRefused(
        'port_taken',
        `Port ${port} on ${host} is taken by another program: end that program, or set PORT to a free port.`,
        error,
      );
    case 'EACCES':
      return new StartRefused(
        'port_taken',
        `This user may not open port ${port}: set PORT to a port above 1023.`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartRefused(
        'address_unavailable',
        `This machine has no address "${host}": set HOST to one of its own, e.g. 127.0.0.1.`,
        error,
      );
    default:
      return error;
  }
}
