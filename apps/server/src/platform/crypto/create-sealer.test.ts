import { randomBytes } from 'node:crypto';
import { Secret } from '@fernwart/addon-kit';
import { describe, expect, test } from 'vitest';
import { createSealer } from './create-sealer.ts';

const newKey = () => new Secret(randomBytes(32).toString('base64'));
const old = newKey();
const sealer = createSealer([old]);
const sealed = sealer.seal(new Secret('Grüße'), 'configuration:1');
const unsealable = expect.objectContaining({ code: 'unsealable' });

describe('a sealed value does not open', () => {
  test('for another purpose', () => {
    expect(() => sealer.open(sealed, 'configuration:2')).toThrow(unsealable);
  });
  test('under another key', () => {
    expect(() => createSealer([newKey()]).open(sealed, 'configuration:1')).toThrow(unsealable);
  });
  test.each([0, 1, 2, 3, 4, 5])('with its part %i changed', (part) => {
    const parts = sealed.split('.');
    parts[part] = `${parts[part]?.startsWith('A') ? 'B' : 'A'}${parts[part]?.slice(1)}`;
    expect(() => sealer.open(parts.join('.'), 'configuration:1')).toThrow(unsealable);
  });
  test('with its tag cut short', () => {
    expect(() => sealer.open(sealed.slice(0, -10), 'configuration:1')).toThrow(unsealable);
  });
  test.each(['', 'v1', 'plain text', `${sealed}.AAAA`])('when it is none: %s', (text) => {
    expect(() => sealer.open(text, 'configuration:1')).toThrow(unsealable);
  });
});

test('opens for its purpose, and never looks the same twice', () => {
  expect(sealer.open(sealed, 'configuration:1').reveal()).toBe('Grüße');
  expect(sealed).toMatch(/^v2\.[0-9a-f]{16}\.[\w-]{80}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
  expect(sealer.seal(new Secret('Grüße'), 'configuration:1')).not.toBe(sealed);
});

test('a new key in front seals, the old one still opens', () => {
  const rotating = createSealer([newKey(), old]);
  expect(rotating.open(sealed, 'configuration:1').reveal()).toBe('Grüße');
  const anew = rotating.seal(new Secret('Grüße'), 'configuration:1');
  expect(anew.split('.')[1]).toBe(rotating.keyIds[0]);
  expect(() => sealer.open(anew, 'configuration:1')).toThrow(unsealable);
});

test('a value is put under a new key by whoever does not know what it is for', () => {
  const fresh = newKey();
  const moved = createSealer([fresh, old]).rewrap(sealed) ?? expect.fail();
  expect(createSealer([fresh]).open(moved, 'configuration:1').reveal()).toBe('Grüße');
  expect(() => createSealer([fresh]).open(moved, 'configuration:2')).toThrow(unsealable);
  const lookalike = sealed.split('.').with(2, 'A'.repeat(80)).join('.');
  for (const text of ['plain', lookalike]) expect(createSealer([fresh, old]).rewrap(text)).toBeNull();
});

test('opens what the first form sealed', () => {
  const key = new Secret(Buffer.alloc(32, 7).toString('base64'));
  const before = 'v1.26aae2321ffc58cf.X20oUZvWuLcRroIB.6E6tbHzaFQ.dwzyy7lA1GRsAPVNxf68KQ';
  expect(createSealer([key]).open(before, 'configuration:1').reveal()).toBe('Grüße');
});

test('a key of another length is none', () => {
  expect(() => createSealer([new Secret(randomBytes(16).toString('base64'))])).toThrow('32 bytes');
});
