import { type DevEnv, demoConfig } from '@fernwart/dev-env';
import { drivenClock, type RunningServer, startServer, systemClock } from '@fernwart/server';
import { hostMap } from '@fernwart/teamviewer-emulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AnswerProxy, startAnswerProxy } from '../support/answer-proxy.ts';
import { signedIn } from '../support/desk-client.ts';
import { startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { copiedPlaces } from './copies.ts';

describe.each(copiedPlaces)('a copy of $kind', ({ make, copy }) => {
  let place: TestPlace;
  let copied: TestPlace | undefined;
  let original: DevEnv;
  let proxy: AnswerProxy;
  let restored: RunningServer | undefined;
  const clock = drivenClock(systemClock());

  beforeEach(async () => {
    place = await make();
    original = await startTestDesk(place);
    proxy = await startAnswerProxy(original.emulator.origin);
  }, 60_000);
  afterEach(async () => {
    await restored?.stop();
    await proxy.close();
    await original.stop();
    await copied?.remove();
    await place.remove();
  }, 60_000);

  test('starts paused: no mail leaves and TeamViewer is asked nothing, until an administrator resumes it', async () => {
    const anna = await signedIn(original.server.origin, 'anna');
    const { id } = await anna.takenOverActivity('The scanner is silent');
    await anna.createSession(id);
    await expect.poll(() => anna.offers(id), { timeout: 30_000 }).toContain('teamviewer/join-native');
    await anna.post(`/activities/${id}/journal`, { text: 'before the backup' });
    copied = await copy(place);
    await anna.post(`/activities/${id}/journal`, { text: 'after the backup' });
    await expect.poll(() => original.catcher.mails.length).toBeGreaterThan(0);
    const mailsOfTheOriginal = original.catcher.mails.length;

    const { dataFolder, database } = copied;
    const options = { dataFolder, database, port: 0, blank: false };
    const config = demoConfig(options, hostMap(proxy.origin), original.catcher.smtpUrl);
    restored = await startServer(config, { clock });
    const there = await signedIn(restored.origin, 'anna');
    const journal = await there.journal(id);
    expect(journal).toContain('before the backup');
    expect(journal).not.toContain('after the backup');
    // Its links were sealed, and the key is there: it can still lead to the session that is open.
    expect(await there.offers(id)).toContain('teamviewer/join-native');

    // A renewal of the tokens falls due, somebody wants another session, and a mail is written.
    clock.advance(Temporal.Duration.from({ hours: 25 }));
    const later = await signedIn(restored.origin, 'anna');
    const other = await later.takenOverActivity('The scanner hums');
    await later.createSession(other.id);
    await later.move(id, 'close', 'Done.');
    const { db } = restored.parts;
    const waiting = () => db.sql`select id from mails where state = 'queued'`;
    await expect.poll(waiting).not.toHaveLength(0);
    for (let second = 0; second < 30; second += 1) {
      clock.advance(Temporal.Duration.from({ seconds: 1 }));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(proxy.answered).toEqual([]);
    expect(original.catcher.mails).toHaveLength(mailsOfTheOriginal);
    const shell = await later.get<{ paused: { en: string } | null }>('/shell');
    expect(shell.paused?.en).toContain('copy');

    await expect(later.post('/system/resume', { discardMails: false })).rejects.toThrow('403');
    const admin = await signedIn(restored.origin, 'admin');
    await admin.post('/system/resume', { discardMails: false });
    expect((await later.get<{ paused: unknown }>('/shell')).paused).toBeNull();
    expect(await admin.post('/system/resume', { discardMails: false })).toEqual({ discardedMails: 0 });
    await expect
      .poll(
        async () => {
          clock.advance(Temporal.Duration.from({ seconds: 2 }));
          return later.offers(other.id);
        },
        { timeout: 60_000, interval: 300 },
      )
      .toContain('teamviewer/join-native');
    expect(proxy.answered.map(({ path }) => path.toLowerCase())).toContain('/api/v1/oauth2/token');
    await expect
      .poll(() => original.catcher.mails.length, { timeout: 30_000 })
      .toBeGreaterThan(mailsOfTheOriginal);
  }, 180_000);
});
