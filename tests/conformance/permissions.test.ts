import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, textAt } from './http.ts';
import { scriptToken, type Target } from './target.ts';

const conform = conformance();

/** The eleven permissions of the article, each with the calls that need it. `or` names what would do as well. */
const matrix: readonly { permission: string; calls: readonly string[]; or?: string }[] = [
  { permission: 'Sessions.Create', calls: ['POST /sessions'] },
  { permission: 'Sessions.ReadAll', calls: ['GET /sessions', 'GET /sessions/CODE'], or: 'Sessions.ReadOwn' },
  { permission: 'Sessions.ReadOwn', calls: ['GET /sessions', 'GET /sessions/CODE'], or: 'Sessions.ReadAll' },
  { permission: 'Sessions.ModifyOwn', calls: ['PUT /sessions/CODE', 'DELETE /sessions/CODE'] },
  {
    permission: 'Groups.Read',
    calls: ['GET /groups', 'GET /groups/g31120010', 'GET /users/u31120001/groups'],
  },
  {
    permission: 'Connections.Read',
    calls: ['GET /reports/connections', 'GET /reports/connections/REPORT', 'GET /reports/devices'],
  },
  { permission: 'ContactList.Read', calls: ['GET /devices', 'GET /devices/DEVICE', 'GET /contacts'] },
  { permission: 'EventLogging.Read', calls: ['POST /EventLogging'] },
  {
    permission: 'DeviceGroups.Read',
    calls: [
      'GET /managed/groups',
      'GET /managed/groups/MGROUP',
      'GET /managed/groups/MGROUP/devices',
      'GET /managed/groups/MGROUP/pending-devices',
      'GET /managed/groups/MGROUP/managers',
      'GET /managed/devices',
      'GET /managed/devices/company',
      'GET /managed/devices/MDEVICE',
    ],
  },
  {
    permission: 'Monitoring.GetData',
    calls: ['GET /monitoring/devices', 'GET /monitoring/alarms', 'POST /monitoring/alarms'],
  },
  {
    permission: 'WebMonitoring.GetData',
    calls: ['GET /webMonitoring/browsers', 'GET /webMonitoring/locations'],
  },
];

const eleven = matrix.map(({ permission }) => permission);

const bodies: Record<string, object> = {
  'POST /sessions': { groupid: 'g31120010' },
  'PUT /sessions/CODE': { description: 'x' },
  'POST /EventLogging': { StartDate: '2026-01-01', EndDate: '2027-01-01' },
  'POST /monitoring/alarms': {},
};

/** Carries out one call of the matrix with the ids of what really exists. */
async function attempt(
  target: Target,
  wanted: string,
  token: string,
): Promise<{ status: number; error: unknown }> {
  const state = target.emulator?.state;
  const made = await call(target, 'POST', '/sessions', { groupid: 'g31120010' });
  const report = await call(target, 'GET', '/reports/connections');
  const ids: Record<string, string> = {
    CODE: textAt(made, 'code'),
    REPORT: textAt(report, 'records.0.id'),
    MGROUP: state?.managedGroups.keys().next().value ?? '',
    MDEVICE: state?.managedDevices.keys().next().value ?? '',
    DEVICE: state?.devices.keys().next().value ?? '',
  };
  const [method = '', template = ''] = wanted.split(' ');
  const path = template.replaceAll(/[A-Z]{4,}/g, (name) =>
    template.includes('/EventLogging') ? name : (ids[name] ?? name),
  );
  const answer = await call(target, method, path, bodies[wanted], token);
  return { status: answer.status, error: at(answer, 'error') };
}

for (const { permission, calls, or } of matrix) {
  conform(
    'TV-2.15',
    'emulator',
    `without ${permission} exactly its calls are refused, by name: ${calls.join(', ')}`,
    async (target) => {
      if (!target.emulator) return;
      const without = await scriptToken(
        target.emulator,
        eleven.filter((name) => name !== permission && name !== or),
      );
      const all = await scriptToken(target.emulator, eleven);
      for (const wanted of calls) {
        expect(await attempt(target, wanted, without), wanted).toEqual({
          status: 403,
          error: 'invalid_permission',
        });
        expect((await attempt(target, wanted, all)).status, wanted).toBeLessThan(300);
      }
      const others = matrix.filter((row) => row.permission !== permission && row.permission !== or);
      for (const wanted of others.flatMap((row) => row.calls)) {
        expect((await attempt(target, wanted, without)).status, wanted).toBeLessThan(300);
      }
    },
  );
}

conform('TV-5.6', 'emulator', 'the permission for own sessions stops at those of others', async (target) => {
  const { emulator } = target;
  if (!emulator) return;
  const made = await call(target, 'POST', '/sessions', {
    groupid: 'g31120010',
    assigned_userid: 'u31120002',
  });
  const foreign = [...emulator.state.sessions.values()].find(({ code }) => code === textAt(made, 'code'));
  if (!foreign) throw new Error('the session is missing');
  foreign.creatorId = 'u31120002';
  const own = await scriptToken(emulator, ['Sessions.ReadOwn', 'Sessions.ModifyOwn']);
  const path = `/sessions/${foreign.code}`;
  expect((await call(target, 'GET', path, undefined, own)).status).toBe(403);
  expect((await call(target, 'PUT', path, { state: 'closed' }, own)).status).toBe(403);
  const listed = await call(target, 'GET', '/sessions', undefined, own);
  expect(listed.text).not.toContain(foreign.code);
  const all = await scriptToken(emulator, ['Sessions.ReadAll']);
  expect((await call(target, 'GET', path, undefined, all)).status).toBe(200);
});
