import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';

/** UTF-8 or a refusal; a byte order mark is dropped. */
export function decodeText(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new PackageRefusal('file_not_text', { path }, { cause });
  }
}

/** Parses a file of the package, after a look at how deep it nests. */
export function parseJson(path: string, content: Uint8Array, limits: PackageLimits): unknown {
  const text = decodeText(path, content);
  if (nesting(text) > limits.jsonDepth) throw new PackageRefusal('json_too_deep', { path });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PackageRefusal('json_malformed', { path }, { cause });
  }
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
