import type { Role } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../testing/http.ts';
import { mayReadMetrics } from './policy.ts';

const fromHere = { ip: '127.0.0.1', headers: {} };

describe('metrics are refused', () => {
  test.each<Role>(['requester', 'agent', 'auditor'])('to a signed-in %s, also on this machine', (role) => {
    expect(mayReadMetrics(testActor([role]), fromHere)).toBe(false);
  });

  test.each([
    '192.0.2.1',
    '128.0.0.1',
    '1.127.0.0',
    '::ffff:192.0.2.1',
    '2001:db8::1',
    '127.0.0.1.2',
    '127.0.0',
    '1271.0.0.1',
    '2001:db8::127.0.0.1',
    'x::1',
  ])('to anybody at %s', (ip) => {
    expect(mayReadMetrics(null, { ip, headers: {} })).toBe(false);
  });

  test.each(['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'])(
    'to what a proxy on this machine hands on with %s, be it empty',
    (name) => {
      expect(mayReadMetrics(null, { ip: '127.0.0.1', headers: { [name]: '' } })).toBe(false);
    },
  );
});

describe('metrics are answered', () => {
  test('to an administrator, wherever', () => {
    const request = { ip: '192.0.2.1', headers: { via: '1.1 proxy' } };
    expect(mayReadMetrics(testActor(['administrator']), request)).toBe(true);
  });

  test.each(['127.0.0.1', '127.255.12.254', '::1', '::ffff:127.0.0.1'])('to a collector at %s', (ip) => {
    expect(mayReadMetrics(null, { ip, headers: { accept: 'text/plain' } })).toBe(true);
  });
});
