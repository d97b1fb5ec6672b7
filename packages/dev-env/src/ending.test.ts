import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const program = `
  import { endingAsked } from ${JSON.stringify(new URL('./ending.ts', import.meta.url).href)};
  const asked = endingAsked();
  setInterval(() => {}, 1000);
  console.log('listening');
  await asked;
  setTimeout(() => console.log('still there'), 1500);
`;

test('a signal and its echo ask for the end once; a later one ends the process at once', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  child.stdout.setEncoding('utf8');
  expect(await once(child.stdout, 'data')).toEqual(['listening\n']);
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await once(child.stdout, 'data')).toEqual(['still there\n']);
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
});
