import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMailAddress, oneLine } from './address.ts';

describe('a mail address', () => {
  test.each([
    '',
    'rita',
    '@example.org',
    'rita@',
    'rita@example..org',
    'rita@-example.org',
    'rita@example.org,all@example.org',
    'rita@example.org\r\nBcc: all@example.org',
    'rita@example.org>\r\nRCPT TO:<all@example.org',
    '"rita"@example.org',
    'Rita <rita@example.org>',
    'rita@exam ple.org',
    'rita@[127.0.0.1]',
    'rita\0@example.org',
    `${'x'.repeat(65)}@example.org`,
    `rita@${'x'.repeat(64)}.org`,
    `rita@${'x.'.repeat(130)}org`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  test.each(['rita@example.org', "o'brien+desk@mail.example.org", 'info@müller.example', 'root@localhost'])(
    'is %s',
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  test('never holds what ends a command or a header', () => {
    const odd = fc.string({
      unit: fc.constantFrom('a', '-', '.', '@', ' ', ',', '<', '>', '\r', '\n', '\0', '"', ':', 'ü'),
    });
    fc.assert(
      fc.property(fc.nat(16), odd, (at, inserted) => {
        const text = `rita@example.org`.slice(0, at) + inserted + `rita@example.org`.slice(at);
        expect(isMailAddress(text) && /[\p{Cc}\s<>,;:"\\()[\]]|@.*@/u.test(text)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a line is one line of bounded length, whatever went in', () => {
  expect(oneLine('a\r\nBcc: b\u2028c\0d', 100)).toBe('a Bcc: b c d');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, most) => {
      const line = oneLine(text, most);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(line.length).toBeLessThanOrEqual(most);
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});
