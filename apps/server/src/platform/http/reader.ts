import type { Language } from '@fernwart/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';
import { readerLanguage } from './reader-language.ts';

/** Who reads the answer, known before the body is: refusals, too, are in the reader's language. */
interface Reader {
  readonly actor: Actor | null;
  readonly language: Language;
}

const decorator = 'fernwartReader';

export function prepareReaders(app: FastifyInstance): void {
  app.decorateRequest<Reader | null>(decorator, null);
}

export function setReader(request: FastifyRequest, actor: Actor | null): void {
  request.setDecorator<Reader>(decorator, { actor, language: languageOf(request, actor) });
}

export function readerOf(request: FastifyRequest): Reader {
  return (
    request.getDecorator<Reader | null>(decorator) ?? { actor: null, language: languageOf(request, null) }
  );
}

function languageOf(request: FastifyRequest, actor: Actor | null): Language {
  return actor?.language ?? readerLanguage(request.headers['accept-language']);
}
