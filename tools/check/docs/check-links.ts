import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectFiles } from '../project-files.ts';

/**
 * Complains of every relative link or picture in a Markdown file that leads nowhere, headings included. The text of a link
 * to a test file is a test's name and has to stand in that file.
 */
export function checkLinks(root: string): string {
  const complaints: string[] = [];
  for (const file of projectFiles(root).filter((path) => path.endsWith('.md'))) {
    for (const { text, target, line } of linksOf(readFileSync(join(root, file), 'utf8'))) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [path = '', heading] = decodeURI(target).split('#', 2);
      const there = path ? normalize(join(dirname(file), path)) : file;
      const complaint = wrongTarget(root, there, heading, text);
      if (complaint) complaints.push(`  ${file}:${line} → ${target}: ${complaint}`);
    }
  }
  return complaints.join('\n');
}

function wrongTarget(root: string, path: string, heading: string | undefined, text: string): string | null {
  if (!existsSync(join(root, path))) return 'no such file';
  const content = () => readFileSync(join(root, path), 'utf8');
  if (heading && path.endsWith('.md') && !headingsOf(content()).has(heading)) return 'no such heading';
  const isTest = /\.test\.tsx?$/.test(path) && !text.endsWith('.test.ts');
  return isTest && !content().includes(text) ? `no test "${text}"` : null;
}

function linksOf(markdown: string): { text: string; target: string; line: number }[] {
  return linesOutsideCode(markdown).flatMap(({ text, line }) =>
    [...text.matchAll(/\[([^\]]*)\]\(([^()\s]+(?:\([^()\s]*\))?)(?: "[^"]*")?\)/g)].map((match) => ({
      text: match[1] ?? '',
      target: match[2] ?? '',
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
