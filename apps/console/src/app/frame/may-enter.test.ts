import { expect, test } from 'vitest';
import { mayEnter } from './may-enter.ts';

test.each([
  ['agent', '/activities', true],
  ['agent', '/administration/runs/1', true],
  ['agent', '/administration/people', false],
  ['agent', '/administration', false],
  ['agent', '/configurations/1', false],
  ['requester', '/administration/runs/1', false],
  ['auditor', '/administration', true],
  ['auditor', '/administration/settings/mail', true],
  ['auditor', '/administration/audit', true],
  ['auditor', '/administration/people', false],
  ['auditor', '/configurations', false],
  ['administrator', '/administration/people', true],
  ['administrator', '/configurations/1', true],
] as const)('%s at %s: %s', (role, path, enters) => {
  expect(mayEnter([role], path)).toBe(enters);
});
