import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDesk, openDesk } from '../crash/open-desk.ts';
import type { Stage } from '../crash/stage.ts';
import { signedIn } from '../support/desk-client.ts';
import { createSession, outageRun } from './outage-run.ts';

// The same in the package's own tests, in milliseconds: addons/teamviewer/src/connection/outage.test.ts
let desk: OpenDesk;
let stage: Stage;
beforeAll(async () => {
  desk = await openDesk(null, 1);
  stage = desk.stage;
}, 180_000);
afterAll(() => desk.close(), 60_000);

test.each([
  { name: 'down', fault: null },
  { name: 'answering 503', fault: { kind: 'status', status: 503 } },
  { name: 'slow', fault: { kind: 'latency', ms: 90_000 } },
  { name: 'half open', fault: { kind: 'half-open-socket' } },
  { name: 'limiting the rate with 403', fault: { kind: 'rate-limit-403' } },
  { name: 'limiting the rate with 429', fault: { kind: 'rate-limit-429' } },
])(
  'TeamViewer $name for half an hour: no storm, a notice that goes up and down, and sessions afterwards',
  async ({ name, fault }) => {
    const found = await outageRun(stage, fault);
    process.stdout.write(`${name}: ${JSON.stringify(found)}\n`);
    expect(found.calls).toBeGreaterThan(0);
    // One poll a minute, three requests each; looking for the end of it eight times in that time.
    expect(found.calls).toBeLessThanOrEqual((30 + 8) * 3);
    expect(found.said).toEqual(['', expect.stringContaining('gestört'), '']);
    expect(found.recoveredAfter).toBeLessThanOrEqual(32);
    const anna = await signedIn(stage.origin, 'anna');
    const { id } = await anna.takenOverActivity('The beamer is green');
    await createSession(anna, id);
    await anna.move(id, 'close', 'Done.');
    expect(stage.catcher.mails.filter((mail) => /neu verbunden|connected again/.test(mail.subject))).toEqual(
      [],
    );
  },
  900_000,
);
