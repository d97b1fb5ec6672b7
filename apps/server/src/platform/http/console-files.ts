import { existsSync } from 'node:fs';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Log } from '../log/log.ts';
import { plainPage } from './plain-page.ts';
import { readerOf } from './reader.ts';

/** Vite puts a hash of the content into these names: what they hold never changes. */
const hashedName = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

/** Answers a page address of the console, which routes in the browser. */
export type SendConsole = (reply: FastifyReply) => FastifyReply;

/** Serves the built console; without a build its pages say how to make one. */
export async function addConsoleFiles(app: FastifyInstance, folder: string, log: Log): Promise<SendConsole> {
  if (!existsSync(path.join(folder, 'index.html'))) {
    log.warn('The console has not been built: run "npm run build:console" and start again', { folder });
    return sendAbsence;
  }
  await app.register(staticFiles, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const address = `/${path.relative(folder, file).replaceAll(path.sep, '/')}`.replace(/\.(br|gz)$/, '');
      const forever = hashedName.test(address);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (reply) => reply.sendFile('index.html');
}

const absence = {
  de: [
    'Die Konsole fehlt',
    'Sie wurde noch nicht gebaut. Führen Sie <code>npm run build:console</code> aus und starten Sie neu.',
  ],
  en: [
    'The console is missing',
    'It has not been built yet. Run <code>npm run build:console</code> and start again.',
  ],
} as const;

function sendAbsence(reply: FastifyReply): FastifyReply {
  const { language } = readerOf(reply.request);
  const [title, sentence] = absence[language];
  return reply
    .code(503)
    .type('text/html; charset=utf-8')
    .send(plainPage(language, title, `<p>${sentence}</p>`));
}
