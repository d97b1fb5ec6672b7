import { Worker } from 'node:worker_threads';
import type { Manifest } from '@fernwart/addon-kit';
import { type PackageProblem, PackageRefusal } from '@fernwart/addon-kit/package';
import type { ModuleFolder } from './module-folder.ts';

const patience = 60_000;

/**
 * Imports a package's module in a thread of its own and holds what it exports against the manifest: a module that throws,
 * never ends or lacks a handler is refused before anything of it reaches the server.
 */
export async function dryLoad(folder: ModuleFolder, module: string, manifest: Manifest): Promise<void> {
  const handlers = await folder.onTrial(module, handlersOf);
  const missing = announced(manifest).filter((handler) => !handlers.has(handler));
  if (missing.length === 0) return;
  const problems = missing.map(
    (handler): PackageProblem => ({
      path: 'server.js',
      text: { de: `„${handler}“ fehlt.`, en: `"${handler}" is missing.` },
    }),
  );
  throw new PackageRefusal('module_incomplete', { count: missing.length }, { problems });
}

/** The handlers that a manifest announces, as the worker names them. */
function announced({ contributions: all }: Manifest): string[] {
  const does = { invoke: ['invoke'], hidden: ['invoke'], form: ['form'], link: [] } as const;
  return [
    ...all.configurationTypes.map((type) => `configurationTypes/${type.id}/validate`),
    ...all.actions.flatMap((action) =>
      ['offered', ...does[action.does]].map((member) => `actions/${action.id}/${member}`),
    ),
    ...all.actions.filter((action) => action.does === 'form').map((action) => `forms/${action.id}/submit`),
    ...all.workflows.map((workflow) => `workflows/${workflow.name}@${workflow.version}`),
    ...all.panels.flatMap((panel) => [`panels/${panel.id}/offered`, `panels/${panel.id}/render`]),
    ...all.pages.map((page) => `pages/${page.id}/render`),
    ...all.links.map((link) => `links/${link.id}/open`),
    ...(all.callback ? ['callback'] : []),
    ...(all.notices ? ['notices'] : []),
  ];
}

function handlersOf(url: string): Promise<Set<string>> {
  const worker = new Worker(new URL('./dry-load-worker.ts', import.meta.url), {
    workerData: { url },
    // Nothing of the server's surroundings is there to be read.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise<Set<string>>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) =>
      reject(new PackageRefusal('module_broken', { reason: reason.slice(0, 300) }, { cause }));
    const timer = setTimeout(() => fail('it does not come to an end'), patience);
    worker.once('message', (handlers: string[]) => {
      clearTimeout(timer);
      resolve(new Set(handlers));
    });
    worker.once('error', (error: unknown) => {
      clearTimeout(timer);
      fail(error instanceof Error ? error.message : String(error), error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      fail('it ended the thread');
    });
  }).finally(() => void worker.terminate());
}
