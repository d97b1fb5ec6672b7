import { signaturePath } from './signature.ts';

export const manifestPath = 'manifest.json';
export const modulePath = 'server.js';
const papers = new Set(['README.md', 'LICENSE', 'LICENSE.md', 'CHANGELOG.md']);
const stringsPath = /^strings\/([a-z]{2})\.json$/;
const migrationPath = /^migrations\/(\d{4}_[a-z0-9_]{1,60})\.sql$/;

export type PackageFile =
  | { readonly kind: 'manifest' | 'module' | 'signature' | 'paper' }
  | { readonly kind: 'strings'; readonly language: string }
  | { readonly kind: 'migration'; readonly name: string };

/** What a path in a package stands for; null: nothing that belongs into one. */
export function packageFile(path: string): PackageFile | null {
  if (path === manifestPath) return { kind: 'manifest' };
  if (path === modulePath) return { kind: 'module' };
  if (path === signaturePath) return { kind: 'signature' };
  if (papers.has(path)) return { kind: 'paper' };
  const language = stringsPath.exec(path)?.[1];
  if (language) return { kind: 'strings', language };
  const name = migrationPath.exec(path)?.[1];
  if (name) return { kind: 'migration', name };
  return null;
}
