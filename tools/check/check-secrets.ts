import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from './project-files.ts';

const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}/ },
  { what: 'a private key (PKCS #8, base64)', pattern: /\bMC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{40}/ },
  { what: 'a private key (JWK)', pattern: /"d"\s*:\s*"[A-Za-z0-9_-]{40,}"/ },
  { what: 'a cloud access key', pattern: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/ },
  {
    what: 'a code host token',
    pattern: /\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|npm_[A-Za-z0-9]{36})\b/,
  },
  {
    what: 'a signed web token',
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  },
  { what: 'a chat token', pattern: /\bxox[baprs]-[A-Za-z0-9-]{20,}/ },
];
/** Keys that everybody may have, because nothing real trusts them. */
const meantToBeKnown = new Set(['tools/keys/DEVELOPMENT-publisher.json']);
const binary = /\.(png|jpe?g|webp|ico|woff2?|zip|gz|pdf)$/i;

/** Complains of what looks like a real secret in a file of the project. */
export function checkSecrets(root: string): string {
  const complaints: string[] = [];
  for (const file of projectFiles(root)) {
    if (binary.test(file) || meantToBeKnown.has(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const { what, pattern } of shapes) {
      const at = text.search(pattern);
      if (at >= 0) complaints.push(`  ${file}:${text.slice(0, at).split('\n').length} holds ${what}`);
    }
  }
  return complaints.join('\n');
}
