import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

const program = `
  import { listenForEnding } from ${JSON.stringify(new URL('./ending.ts', import.meta.url).href)};
  const ending = listenForEnding();
  setInterval(() => {}, 1000);
  console.log('listening');
  await ending.asked;
  console.log('ending');
`;

test('the first signal asks for the end, the second one ends the process at once', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  const ended = new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  const heard = (word: string) =>
    new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => String(chunk).includes(word) && resolve());
    });
  await heard('listening');
  const ending = heard('ending');
  child.kill('SIGTERM');
  await ending;
  child.kill('SIGINT');
  expect(await ended).toBe('SIGINT');
});
