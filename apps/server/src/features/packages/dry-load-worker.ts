import { parentPort, workerData } from 'node:worker_threads';

// Imports a package's module apart from the server and tells which handlers it has.
const { url } = workerData as { url: string };
const imported = (await import(url)) as { default?: Record<string, unknown> };
const addon = imported.default ?? {};

const handlers: string[] = [];
for (const [kind, members] of Object.entries(addon)) {
  if (typeof members === 'function') handlers.push(kind);
  if (typeof members !== 'object' || members === null) continue;
  for (const [id, handler] of Object.entries(members as Record<string, unknown>)) {
    if (typeof handler === 'function') handlers.push(`${kind}/${id}`);
    if (typeof handler !== 'object' || handler === null) continue;
    for (const [name, member] of Object.entries(handler)) {
      if (typeof member === 'function') handlers.push(`${kind}/${id}/${name}`);
    }
  }
}
parentPort?.postMessage(handlers);
