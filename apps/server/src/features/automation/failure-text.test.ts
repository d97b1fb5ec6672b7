import { expect, test } from 'vitest';
import { failureText } from './failure-text.ts';

const run = { package_id: null, workflow: 'work', version: '1.0', error_text: 'As it was recorded.' };
const catalogue = {
  workflow: () => ({
    timeLimit: Temporal.Duration.from({ seconds: 1 }),
    execute: async () => ({ kind: 'done' as const }),
    failureText: (code: string) =>
      code === 'own' ? { de: '„{path}“ fehlt.', en: '"{path}" is missing.' } : null,
  }),
};
const tell = (error_code: string | null, error_values: Record<string, string | number> | null) =>
  (['de', 'en'] as const).map((language) =>
    failureText({ ...run, error_code, error_values }, language, catalogue),
  );

test.each<[string, string, Record<string, string | number>, string[]]>([
  ["a workflow's own code", 'own', { path: 'a' }, ['„a“ fehlt.', '"a" is missing.']],
  [
    "automation's own code",
    'time_limit',
    { seconds: 5 },
    ['Der Workflow hat länger als 5 Sekunden gebraucht.', 'The workflow took longer than 5 seconds.'],
  ],
  [
    'a problem of the catalogue',
    'busy',
    {},
    [
      'Das läuft gerade schon. Warten Sie, bis es fertig ist.',
      'This is under way already. Wait until it has finished.',
    ],
  ],
])('%s is told in the language of the reader', (_name, code, values, sentences) => {
  expect(tell(code, values)).toEqual(sentences);
});

test('what came without values, or under a code that nobody knows, stays as it was recorded', () => {
  const recorded = ['As it was recorded.', 'As it was recorded.'];
  expect(tell('own', null)).toEqual(recorded);
  expect(tell('toString', {})).toEqual(recorded);
});
