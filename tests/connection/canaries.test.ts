import { test } from 'vitest';
import { places } from '../support/test-desk.ts';
import { canaryRun } from './canary-run.ts';

test('no secret stands in the clear on PGlite: not in the database, files, logs, mails or any answer', async () => {
  await canaryRun(places[0].make);
}, 180_000);
