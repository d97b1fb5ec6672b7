import { expect, test } from 'vitest';
import { createTestClient } from '../testing/client.ts';

test('account: reads whose token it is', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /account',
      answer: {
        json: {
          userid: 'u4711023',
          email: 'svc@example.org',
          name: 'Service Desk',
          company_name: 'Example AG',
          license: { version: -1, type: 'Corporate' },
          email_validated: true,
          email_language: 'auto',
          available_licenses: [],
          custom_field_has_paid_license: 'True',
        },
      },
    },
  ]);
  expect(await tv.account()).toMatchObject({
    userId: 'u4711023',
    licenceType: 'Corporate',
    language: 'auto',
  });
  expect(drift).toEqual([]);
  script.finish();
});
