import { expect, test } from 'vitest';
import { mailHostAddress } from './mail-host.ts';

test.each([
  '169.254.169.254',
  '0.0.0.0',
  '224.0.0.1',
  'fe80::1',
  '::',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
])('no mail server is looked for at %s', async (host) => {
  await expect(mailHostAddress(host)).rejects.toMatchObject({ code: 'host_not_allowed' });
});

test.each(['127.0.0.1', '10.0.0.5', '192.168.1.2', '::1'])('one may be at %s', async (host) => {
  expect(await mailHostAddress(host)).toBe(host);
});
