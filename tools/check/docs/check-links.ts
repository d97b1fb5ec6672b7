import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectFiles } from '../project-files.ts';

/** Complains of every relative link or picture in a Markdown file that leads nowhere, headings included. */
export function checkLinks(root: string): string {
  const complaints: string[] = [];
  for (const file of projectFiles(root).filter((path) => path.endsWith('.md'))) {
    for (const { target, line } of linksOf(readFileSync(join(root, file), 'utf8'))) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [path = '', heading] = decodeURI(target).split('#', 2);
      const there = path ? normalize(join(dirname(file), path)) : file;
      if (!existsSync(join(root, there))) complaints.push(`  ${file}:${line} → ${target}: no such file`);
      else if (
        heading &&
        there.endsWith('.md') &&
        !headingsOf(readFileSync(join(root, there), 'utf8')).has(heading)
      )
        complaints.push(`  ${file}:${line} → ${target}: no such heading`);
    }
  }
  return complaints.join('\n');
}

function linksOf(markdown: string): { target: string; line: number }[] {
  return linesOutsideCode(markdown).flatMap(({ text, line }) =>
    [...text.matchAll(/\]\(([^()\s]+(?:\([^()\s]*\))?)(?: "[^"]*")?\)/g)].map((match) => ({
      target: match[1] ?? '',
      line,
    })),
  );
}

/** Headings as GitHub names their anchors. */
function headingsOf(markdown: string): Set<string> {
  const texts = linesOutsideCode(markdown).flatMap(({ text }) => /^#{1,6} (.+)$/.exec(text)?.[1] ?? []);
  return new Set(
    texts.map((text) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}

function linesOutsideCode(markdown: string): { text: string; line: number }[] {
  let inCode = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) {
      inCode = !inCode;
      return [];
    }
    return inCode ? [] : [{ text: text.replaceAll(/`[^`]*`/g, ''), line: index + 1 }];
  });
}
