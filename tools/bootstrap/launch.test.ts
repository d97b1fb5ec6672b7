import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const module = new URL('launch.mjs', import.meta.url).href;

/** Runs a program through `passOn`, as the start files do when another Node started them. */
function passOn(program: string) {
  const code = `import(${JSON.stringify(module)}).then(m => m.passOn(process.execPath, ['-e', ${JSON.stringify(program)}]))`;
  return spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the program, and its exit code is ours',
  async (signal) => {
    const child = passOn(
      `process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready')`,
    );
    await once(child.stdout, 'data');
    child.kill(signal);
    expect((await once(child, 'exit'))[0]).toBe(7);
  },
);

test('a program that is killed counts as failed', async () => {
  const child = passOn(`process.kill(process.pid, 'SIGKILL')`);
  expect((await once(child, 'exit'))[0]).toBe(1);
});
