import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../testing/databases.ts';
import { scriptedSmtp } from '../../testing/scripted-smtp.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { passwordPurpose } from '../features/settings/settings.ts';
import { drivenClock } from '../platform/clock/driven-clock.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { createSealer } from '../platform/crypto/create-sealer.ts';
import type { Database } from '../platform/db/database.ts';
import { examine } from './examine.ts';
import { examineDisk } from './examine-surroundings.ts';

// What it looks at is the same on both; opening PGlite for each look would take a minute.
describe.each(testDatabases.filter(({ kind }) => kind === 'postgres'))(
  'what the doctor finds',
  ({ open }) => {
    let db: Database;
    let folder: string;
    beforeEach(async () => {
      db = await open();
      folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    });
    afterEach(async () => {
      await db.close();
      await rm(folder, { recursive: true });
    });

    const config = (more: Partial<ServerConfig> = {}) =>
      ({
        dataFolder: folder,
        keys: null,
        hosts: {},
        http: { publicUrl: null },
        mail: { smtpUrl: null, from: { name: 'Desk', address: 'desk@example.org' } },
        ...more,
      }) as ServerConfig;
    async function failures(more: Partial<ServerConfig> = {}, clock = systemClock()): Promise<string[]> {
      const findings = await examine(config(more), { db }, clock);
      return findings.filter(({ state }) => state === 'fails').map(({ text }) => text);
    }
    const mail = (url: string) => ({
      mail: { smtpUrl: new Secret(url), from: { name: 'Desk', address: 'desk@example.org' } },
    });
    async function setByAdministrators(port: number): Promise<void> {
      const key = Buffer.alloc(32, 3).toString('base64');
      await writeFile(join(folder, 'master.key'), `${key}\n`, { mode: 0o600 });
      const password = createSealer([new Secret(key)]).seal(new Secret('hunter2'), passwordPurpose);
      const mail = {
        host: '127.0.0.1',
        port,
        security: 'none',
        user: 'desk',
        password,
        fromName: 'Desk',
        fromAddress: 'desk@example.org',
      };
      await db.sql`insert into settings (name, value, updated_at) values ('mail', ${JSON.stringify(mail)}::jsonb, now())`;
    }
    async function installTalker(): Promise<void> {
      await db.sql`
      insert into packages (id, version, manifest, strings, digest, archive, module, state, installed_at, installed_by)
      values ('talker', '1.0.0', ${JSON.stringify({ hosts: ['https://api.example.org'] })}::jsonb, '{}', 'x', '', '',
        'active', now(), 'test')`;
    }

    test('is nothing where all is well', async () => {
      expect(await failures()).toEqual([]);
    });

    test('names a database that could not be opened, and looks at the rest all the same', async () => {
      await writeFile(join(folder, 'master.key'), 'nonsense', { mode: 0o600 });
      const finding = { state: 'fails', text: 'The database is away: start it.' } as const;
      const findings = await examine(config(), { finding }, systemClock());
      const failing = findings.filter(({ state }) => state === 'fails').map(({ text }) => text);
      expect(failing).toEqual([finding.text, expect.stringContaining('does not hold a master key')]);
    });

    test('names migrations in another wording, and those of a newer version', async () => {
      await db.sql`update schema_migrations set digest = 'other' where name = '0001_platform.sql'`;
      await db.sql`insert into schema_migrations (name, digest) values ('9999_future.sql', 'x')`;
      expect(await failures()).toEqual([
        'Migrations read differently from what was applied (0001_platform.sql): restore these files from the version that you installed.',
        'This database was used by a newer version (9999_future.sql): start that version, or restore the backup from before.',
      ]);
    });

    test('names a master key that is missing', async () => {
      await db.sql`insert into sealing_keys (id, check_value, created_at) values ('k1', 'x', now())`;
      // Before an upgrade as well.
      await db.sql`delete from schema_migrations where name = (select max(name) from schema_migrations)`;
      expect(await failures()).toEqual([
        `Secrets are sealed under k1, which is not in ${join(folder, 'master.key')}: add it there.`,
      ]);
    });

    test('names a key file that others may read', async () => {
      await writeFile(join(folder, 'master.key'), `${Buffer.alloc(32).toString('base64')}\n`);
      await chmod(join(folder, 'master.key'), 0o644);
      expect(await failures()).toEqual([expect.stringContaining('run "chmod 600')]);
    });

    test('names a clock that is wrong', async () => {
      const clock = drivenClock(systemClock());
      clock.advance(Temporal.Duration.from({ hours: 1 }));
      expect(await failures({}, clock)).toEqual([
        expect.stringMatching(
          /^This machine and the database are 3600 seconds apart: set both by a time server\.$/,
        ),
      ]);
    });

    test('names a disk that is nearly full', async () => {
      expect(await examineDisk(folder, async () => 200 * 1024 ** 2)).toEqual({
        state: 'fails',
        text: `The disk of ${folder} has only 0.2 GiB left: make room on it.`,
      });
    });

    test('names a data folder whose disk cannot be looked at', async () => {
      expect(await examineDisk(join(folder, 'nowhere'))).toEqual({
        state: 'fails',
        text: `The disk of ${folder}/nowhere cannot be looked at: choose a folder with FERNWART_DATA.`,
      });
    });

    test('names a mail server that is away, and one that refuses the password', async () => {
      expect(await failures(mail('smtp://127.0.0.1:1'))).toEqual([
        expect.stringMatching(/^The mail server cannot be used \(.*ECONNREFUSED.*\): correct SMTP_URL/),
      ]);
      const smtp = await scriptedSmtp();
      smtp.answer('AUTH', '535 5.7.8 wrong password');
      const url = new URL(smtp.url);
      url.username = 'desk';
      url.password = 'hunter2';
      const [text] = await failures(mail(url.href));
      expect(text).toContain('wrong password');
      expect(text).not.toContain('hunter2');
      await setByAdministrators(smtp.port);
      expect(await failures()).toEqual([
        expect.stringMatching(/wrong password.*Administration → Mail server/),
      ]);
      await smtp.close();
    });

    describe('of the hosts that packages talk to', () => {
      let service: Server;
      let answeredAt: Date;
      beforeEach(async () => {
        answeredAt = new Date();
        service = createServer((_, answer) =>
          answer.setHeader('date', answeredAt.toUTCString()).writeHead(404).end(),
        );
        service.listen(0, '127.0.0.1');
        await once(service, 'listening');
        await installTalker();
      });
      afterEach(() => void service.close());
      const standIn = (port: number) => ({
        hosts: { 'https://api.example.org': `http://127.0.0.1:${port}` },
      });
      const here = () => standIn((service.address() as AddressInfo).port);

      test('is nothing where each answers, whatever it says', async () => {
        expect(await failures(here())).toEqual([]);
      });

      test('names one that cannot be reached', async () => {
        expect(await failures(standIn(1))).toEqual([
          expect.stringMatching(
            /^https:\/\/api\.example\.org does not answer \(.+\): let this machine reach it/,
          ),
        ]);
      });

      test('names one whose time is another one', async () => {
        answeredAt = new Date(Date.now() - 600_000);
        expect(await failures(here())).toEqual([
          expect.stringMatching(
            /its time and ours are (599|600|601) seconds apart: set this machine by a time server\.$/,
          ),
        ]);
      });
    });

    test('notes that the system is paused', async () => {
      await db.sql`insert into settings (name, value, updated_at) values ('paused', '{"reason":"restored"}', now())`;
      const findings = await examine(config(), { db }, systemClock());
      expect(findings).toContainEqual({ state: 'note', text: expect.stringContaining('./fernwart resume') });
    });
  },
);
