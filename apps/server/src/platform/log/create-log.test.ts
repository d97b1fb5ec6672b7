import { Secret } from '@fernwart/addon-kit';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../clock/system-clock.ts';
import { createLog } from './create-log.ts';

function openLog(level: 'debug' | 'info' = 'debug') {
  const lines: string[] = [];
  const log = createLog({ level, clock: systemClock(), destination: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('what never reaches the log', () => {
  test.each([
    ['password'],
    ['clientSecret'],
    ['client_secret'],
    ['refreshToken'],
    ['authorization'],
    ['set-cookie'],
    ['apiKey'],
    ['DATABASE_URL'],
  ])('a field named %s, at any depth', (name) => {
    const { log, lines, last } = openLog();
    log.info('Something', { outer: { [name]: 'hunter2' } });
    expect(lines.join('')).not.toContain('hunter2');
    expect(last().outer).toEqual({ [name]: '[redacted]' });
  });

  test.each([
    ['a bearer header', 'Bearer abc.def', 'abc.def'],
    ['a token in an address', 'https://a.example/callback?code=4711abc&state=1', '4711abc'],
    ['a password in an address', 'postgres://desk:hunter2@db.example/desk', 'hunter2'],
    ['a JSON web token', 'got eyJhbGciOi.eyJzdWIi.c2ln', 'eyJzdWIi'],
    ['a random token', 'cookie was mVjQ2k9fT0dXq7uYb1nC5rL8sWzA3eHgP4iKoNvRxEs', 'mVjQ2k9f'],
    ['a sealed value', 'v1.0a1b2c3d.QUJD.REVG.R0hJ', 'REVG'],
  ])('%s inside a text', (_, text, secret) => {
    const { log, lines } = openLog();
    log.warn('Something', { text, error: new Error(text, { cause: new Error(text) }) });
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).toContain('[redacted]');
  });

  test('a secret, whatever its field is called', () => {
    const { log, lines, last } = openLog();
    log.info('Something', { thing: new Secret('hunter2') });
    expect(lines.join('')).not.toContain('hunter2');
    expect(last().thing).toBe('[secret]');
  });

  test('fields of a child', () => {
    const { log, lines } = openLog();
    log.child({ password: 'hunter2' }).info('Something');
    expect(lines.join('')).not.toContain('hunter2');
  });
});

describe('what reaches it', () => {
  test('one line of JSON per message, also for text with line breaks', () => {
    const { log, lines, last } = openLog();
    log.info('Something', { text: 'first\n{"level":"error"}' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
    expect(last()).toMatchObject({ level: 'info', message: 'Something', text: 'first\n{"level":"error"}' });
  });

  test('ids, digests, instants and numbers as they are', () => {
    const { log, last } = openLog();
    const fields = {
      id: '018f3c1e-7c0a-7b6e-9a51-0c5c3b1f2a77',
      digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      count: 3,
      at: '2026-01-15T08:00:00Z',
    };
    log.info('Something', { ...fields, at: Temporal.Instant.from(fields.at) });
    expect(last()).toMatchObject(fields);
  });

  test('an error with its code and cause', () => {
    const { log, last } = openLog();
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'network' });
    log.error('Something', { error });
    expect(last().error).toMatchObject({ message: 'outer', code: 'network', cause: { message: 'inner' } });
  });

  test('nothing below the level', () => {
    const { log, lines } = openLog('info');
    log.debug('Something');
    expect(lines).toEqual([]);
  });
});
