import { expect, test } from 'vitest';
import { z } from 'zod';
import { switchText } from '../inspector/switch-texts.ts';
import { changeSwitches, defaultSwitches, type SwitchName, switchesSchema } from './switches.ts';

const names = Object.keys(switchesSchema.shape) as SwitchName[];

test('every switch says in both languages what it does', () => {
  for (const name of names) {
    expect(switchText(name, 'en').length).toBeGreaterThan(10);
    expect(switchText(name, 'de').length).toBeGreaterThan(10);
    expect(switchText(name, 'en')).not.toBe(switchText(name, 'de'));
  }
});

test('an unknown switch or position is refused and changes nothing', () => {
  const before = defaultSwitches();
  expect(() => changeSwitches(before, { nonsense: true })).toThrow(z.ZodError);
  expect(() => changeSwitches(before, { quotas: 'sometimes' })).toThrow(z.ZodError);
  expect(before).toEqual(defaultSwitches());
});
