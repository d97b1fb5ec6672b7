import type { Role } from '@fernwart/contract';
import { expect, test } from 'vitest';
import { testActor } from '../testing/http.ts';
import { mayWatch } from './may-watch.ts';

const asked: string[] = [];
const may = {
  see: async (_actor: unknown, { type, id }: { type: string; id: string }) => {
    asked.push(`${type}:${id}`);
    return id === 'own';
  },
  seeRun: async (_actor: unknown, id: string) => id === 'own',
};
const watches = (role: Role, topic: string) => mayWatch(testActor([role]), topic, may);
const roles = ['requester', 'agent', 'administrator', 'auditor'] as const;

test.each([
  ['configurations', ['administrator']],
  ['configuration:x', ['administrator']],
  ['package:x', ['administrator']],
  ['engineActivation:x', ['administrator']],
  ['imports', ['administrator']],
  ['settings', ['administrator', 'auditor']],
  ['assets', ['agent', 'administrator', 'auditor']],
  ['people', ['agent', 'administrator', 'auditor']],
  ['notices', ['agent', 'administrator', 'auditor']],
  ['teams', ['agent', 'administrator', 'auditor']],
  ['runs', ['agent', 'administrator', 'auditor']],
  ['activities', roles],
  ['packages', roles],
  ['whatever', []],
  ['whatever:x', []],
  ['person:x', []],
  ['notifications:x', []],
  ['activity:foreign', []],
  ['asset:foreign', []],
  ['run:foreign', []],
  ['activity:own', roles],
  ['asset:own', roles],
  ['run:own', roles],
  ['__proto__', []],
  ['toString', []],
])('%s is watched by %s alone', async (topic, allowed) => {
  const found = [];
  for (const role of roles) if (await watches(role, topic)) found.push(role);
  expect(found).toEqual(allowed);
});

test('everybody watches himself or herself', async () => {
  const actor = testActor(['requester']);
  expect(await mayWatch(actor, `person:${actor.id}`, may)).toBe(true);
  expect(await mayWatch(actor, `notifications:${actor.id}`, may)).toBe(true);
});
