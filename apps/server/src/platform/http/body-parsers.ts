import type { FastifyInstance } from 'fastify';

/** JSON is Fastify's own; archives and files arrive whole, bounded by their route's `bodyLimit`; forms come from pages without code. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(
    ['application/zip', 'application/octet-stream'],
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
}
