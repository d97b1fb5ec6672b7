import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a tool of node_modules/.bin, or a script of a package; answers all it printed when it failed, else nothing. */
export function tool(root: string, name: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const path = name.includes('/')
      ? join(root, 'node_modules', name)
      : realpathSync(join(root, 'node_modules', '.bin', name));
    const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? '' : output || `${name} ended with code ${code}`));
  });
}
