import { spawn } from 'node:child_process';
import { type Build, isOutdated, noteBuilt } from './sources.ts';

/** The two things of Fernwart that do not run as they stand. */
export const builds: readonly Build[] = [
  {
    name: 'addons',
    program: 'tools/build-addons.ts',
    sources: ['addons', 'packages/addon-kit', 'packages/contract', 'packages/teamviewer'],
    product: 'dist/addons/teamviewer-1.0.0.zip',
  },
  {
    name: 'console',
    program: 'tools/build-console.ts',
    sources: ['apps/console', 'packages/contract'],
    product: 'apps/console/dist/index.html',
  },
];

/** Builds what its sources have changed for; rejects with what the failed program said. */
export async function buildOutdated(root: string): Promise<void> {
  for (const build of builds) {
    if (!isOutdated(root, build)) continue;
    process.stdout.write(`Building the ${build.name} …\n`);
    await runProgram(root, build.program);
    noteBuilt(root, build);
  }
}

function runProgram(root: string, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed (${signal ?? `exit code ${code}`}):\n${output.trim()}`));
    });
  });
}
