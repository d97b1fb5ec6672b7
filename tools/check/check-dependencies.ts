import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that a package runs while it is installed are other people's code on our machines: these alone may. */
const mayRunAtInstallation = new Set(['esbuild']);
const patience = 20_000;

interface Lock {
  readonly packages: Record<
    string,
    { integrity?: string; resolved?: string; link?: boolean; hasInstallScript?: boolean }
  >;
}

interface Audit {
  readonly vulnerabilities?: Record<string, { severity: string; via: (string | { title?: string })[] }>;
}

/**
 * Complains of a dependency that the lock file does not pin by its content, of one that runs a program while it is
 * installed, and of those with an advisory of high severity, as far as the registry answers advisories.
 */
export async function checkDependencies(root: string): Promise<string> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const advisories = advisoriesIn(await auditOf(root));
  if (advisories === null) {
    process.stdout.write(
      'note: the registry answers no advisories; dependencies were checked by the lock file.\n',
    );
  }
  return [...unpinned(lock), ...(advisories ?? [])].join('\n');
}

export function unpinned({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { integrity, resolved, link, hasInstallScript }]) => {
    if (link || !path.includes('node_modules/')) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [
      ...(integrity?.startsWith('sha512-') ? [] : [`  ${name} is not pinned by its content`]),
      ...(resolved?.startsWith('git') ? [`  ${name} comes from a repository, not from the registry`] : []),
      ...(hasInstallScript && !mayRunAtInstallation.has(name)
        ? [`  ${name} runs a program while it is installed`]
        : []),
    ];
  });
}

/** Null when npm printed no result: the registry has no advisories, or cannot be reached. */
export function advisoriesIn(printed: string): string[] | null {
  let audit: Audit;
  try {
    audit = JSON.parse(printed) as Audit;
  } catch {
    return null;
  }
  if (!audit.vulnerabilities) return null;
  return Object.entries(audit.vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity, via }]) => {
      const titles = via.map((cause) => (typeof cause === 'string' ? cause : (cause.title ?? ''))).join('; ');
      return `  ${name}: ${severity}: ${titles}`;
    });
}

function auditOf(root: string): Promise<string> {
  return new Promise((resolve) => {
    const npm = spawn('npm', ['audit', '--json'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    const deadline = setTimeout(() => npm.kill('SIGKILL'), patience);
    let printed = '';
    npm.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    npm.once('error', () => resolve(''));
    npm.once('close', () => {
      clearTimeout(deadline);
      resolve(printed);
    });
  });
}
