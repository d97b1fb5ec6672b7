import type { FormField } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { sentValues, startingValues } from './field-values.ts';

const fields: FormField[] = [
  { name: 'clientId', label: 'ClientID', kind: 'text' },
  { name: 'clientSecret', label: 'ClientSecret', kind: 'secret', stored: true },
  { name: 'pkce', label: 'PKCE', kind: 'switch', default: true },
  { name: 'grace', label: 'Grace', kind: 'number', default: 10 },
  { name: 'callback', label: 'Callback', kind: 'readonly' },
];

describe('a form’s values', () => {
  test('start with what is stored, else with the field’s default', () => {
    expect(startingValues(fields, { clientId: 'abc', pkce: false })).toEqual({
      clientId: 'abc',
      clientSecret: '',
      pkce: false,
      grace: 10,
      callback: '',
    });
  });

  test('an untouched secret and what is only read are not sent', () => {
    const sent = sentValues(fields, { ...startingValues(fields, {}), callback: 'https://x' });
    expect(sent).not.toHaveProperty('clientSecret');
    expect(sent).not.toHaveProperty('callback');
  });

  test('an entered secret is sent, and an emptied number becomes nothing', () => {
    const sent = sentValues(fields, { ...startingValues(fields, {}), clientSecret: 's3cret', grace: '' });
    expect(sent).toMatchObject({ clientSecret: 's3cret', grace: null });
  });
});
