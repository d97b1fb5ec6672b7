import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../project-files.ts';

/** Texts that people read: documents and what the interface says. */
const readByPeople = /(\.md$|^apps\/console\/src\/i18n\/|^addons\/[^/]+\/strings\/)/;
/** Facts name other products' things in their own words. */
const exempt = /^(docs\/glossary\.md$|docs\/facts\/|docs\/adr\/0005|CHANGELOG\.md$|node_modules\/)/;

/** Complains of words that docs/glossary.md replaces by one of ours ("not: assignee, owner"). */
export function checkGlossary(root: string): string {
  const glossary = join(root, 'docs/glossary.md');
  if (!existsSync(glossary)) return '  docs/glossary.md is missing';
  const replaced = replacedWords(readFileSync(glossary, 'utf8'));
  if (replaced.size === 0)
    return '  docs/glossary.md names no replaced word ("not: …") any more; then this check proves nothing';
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_-])(${[...replaced.keys()].join('|')})s?(?![\\p{L}\\p{N}_])`,
    'giu',
  );
  const complaints: string[] = [];
  for (const file of projectFiles(root)) {
    if (!readByPeople.test(file) || exempt.test(file)) continue;
    for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
      for (const match of line.matchAll(pattern)) {
        const word = match[1]?.toLowerCase() ?? '';
        complaints.push(`  ${file}:${index + 1} says "${match[0]}"; our word is "${replaced.get(word)}"`);
      }
    }
  }
  return complaints.join('\n');
}

/** From rows like `| responsible (Verantwortlicher) | … Not: assignee, agent in charge. |` */
function replacedWords(glossary: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const row of glossary.split('\n')) {
    const [, ours, ,] = row.split('|').map((cell) => cell.trim());
    const not = /\bNot: ([^.|]+)\./.exec(row)?.[1];
    if (!ours || !not) continue;
    for (const word of not.split(',')) words.set(word.trim().toLowerCase(), ours.replaceAll('*', ''));
  }
  return words;
}
