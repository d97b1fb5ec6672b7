import type { FastifyRequest } from 'fastify';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site's page made the browser send this. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`;
 * a caller that sends neither is no browser and carries no cookie against its will.
 */
export function isCrossSite(request: FastifyRequest, publicUrl: string | null): boolean {
  if (safeMethods.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return origin !== publicUrl && origin !== `${request.protocol}://${request.host}`;
}
