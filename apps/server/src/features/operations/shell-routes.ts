import type { Language } from '@fernwart/contract';
import { languages, type PackagePage, type Shell, shell } from '@fernwart/contract';
import type { Actor } from '../../platform/http/actor.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Pause } from './pause.ts';
import type { PauseReason } from './pause-store.ts';

/** What dev-env adds to the console's frame: nothing of it exists elsewhere. */
export interface ShellAdditions {
  readonly strip: Shell['strip'];
  readonly demoAccounts: Shell['demoAccounts'];
  /** Files that the strip offers. */
  readonly downloads: readonly {
    readonly path: string;
    readonly name: string;
    read(): Promise<Uint8Array>;
  }[];
}

export function shellRoutes(
  router: Router,
  deps: {
    version: string;
    additions: ShellAdditions | null;
    singleSignOn: Shell['singleSignOn'];
    pages(actor: Actor | null, language: Language): PackagePage[];
    generation(): number;
    pause: Pick<Pause, 'state'>;
  },
): void {
  router.add({
    method: 'GET',
    path: '/api/v1/shell',
    summary: 'What the console needs before anybody signed in, and its frame afterwards',
    who: 'anybody',
    answer: shell,
    handle: async ({ actor, language }) => ({
      paused: actor ? await pausedText(deps.pause) : null,
      product: 'Fernwart' as const,
      version: deps.version,
      languages: [...languages],
      strip: deps.additions?.strip ?? null,
      demoAccounts: actor ? [] : (deps.additions?.demoAccounts ?? []),
      singleSignOn: actor ? null : (deps.singleSignOn ?? null),
      pages: deps.pages(actor, language),
      generation: deps.generation(),
    }),
  });
  for (const download of deps.additions?.downloads ?? []) {
    router.add({
      method: 'GET',
      path: download.path,
      summary: `Download ${download.name}`,
      who: 'administrator',
      raw: true,
      answers: { 200: { description: 'The file', type: 'application/zip' } },
      async handle({ reply }) {
        await reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename="${download.name}"`)
          .send(Buffer.from(await download.read()));
      },
    });
  }
}

const whyPaused: Record<PauseReason, { de: string; en: string }> = {
  restored: { de: 'Dies ist eine wiederhergestellte Kopie.', en: 'This is a restored copy.' },
  copied: {
    de: 'Dies ist die Kopie einer Datenbank, die bisher an einem anderen Ort lief.',
    en: 'This is a copy of a database that ran in another place.',
  },
  by_hand: { de: 'Das System wurde angehalten.', en: 'The system was paused.' },
};

async function pausedText(pause: Pick<Pause, 'state'>) {
  const paused = await pause.state();
  if (!paused) return null;
  const why = whyPaused[paused.reason];
  return {
    de: `${why.de} Es gehen keine E-Mails hinaus, und Verbindungen zu anderen Diensten ruhen, bis jemand mit Administrationsrechten sie fortsetzt.`,
    en: `${why.en} No mails leave, and connections to other services rest until an administrator resumes them.`,
  };
}
