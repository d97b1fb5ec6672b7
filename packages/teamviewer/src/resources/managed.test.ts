import { expect, test } from 'vitest';
import { createTestClient } from '../testing/client.ts';

const managed = (id: string, more: object = {}) => ({
  id,
  name: id,
  teamviewerId: 1234567890,
  isOnline: false,
  ...more,
});

test('managed: pages by token, in both spellings', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /managed/groups/G/devices',
      answer: { json: { currentPaginationToken: 'x', nextPaginationToken: 'y', resources: [managed('a')] } },
    },
    {
      expect: 'GET /managed/groups/G/devices?paginationToken=y',
      answer: {
        json: {
          currentPaginationToken: 'y',
          nextPaginationToken: null,
          Resources: [{ id: 'b', Name: 'b', TeamViewerId: '987654321', IsOnline: 'true' }],
        },
      },
    },
    {
      expect: 'GET /managed/groups/G/pending-devices',
      answer: { json: { resources: [managed('c', { pendingOperation: 'Add' })] } },
    },
    { expect: 'GET /managed/devices/company', answer: { json: { resources: [] } } },
    {
      expect: 'GET /managed/devices/a',
      answer: { json: managed('a', { teamViewerVersion: '15.1', deviceDescription: 'x' }) },
    },
    { expect: 'GET /managed/groups/G', answer: { json: { id: 'G', name: 'Süd' } } },
    { expect: 'GET /managed/devices/a/groups', answer: { json: { resources: [{ id: 'G', name: 'Süd' }] } } },
  ]);
  expect(await tv.managed.devicesOfGroup('G').all()).toMatchObject([
    { id: 'a', teamViewerId: '1234567890', online: false },
    { id: 'b', teamViewerId: '987654321', online: true },
  ]);
  expect(await tv.managed.pendingDevicesOfGroup('G').all()).toMatchObject([{ pendingOperation: 'Add' }]);
  expect(await tv.managed.companyDevices().all()).toEqual([]);
  expect(await tv.managed.device('a')).toMatchObject({ version: '15.1', description: 'x' });
  expect(await tv.managed.group('G')).toMatchObject({ name: 'Süd' });
  expect(await tv.managed.groupsOfDevice('a').all()).toMatchObject([{ id: 'G' }]);
  expect(drift).toEqual([]);
  script.finish();
});

test('managed: managers of groups and devices', async () => {
  const manager = {
    id: 'm',
    type: 'Company',
    companyId: 7,
    name: 'Example',
    permissions: ['DeviceAdministration', 3],
  };
  const { tv, script, drift } = createTestClient([
    { expect: 'GET /managed/groups/G/managers', answer: { json: { resources: [manager] } } },
    { expect: 'GET /managed/devices/a/managers', answer: { json: { resources: [{ ...manager, type: 2 }] } } },
  ]);
  expect(await tv.managed.managersOfGroup('G').all()).toMatchObject([
    { type: 'company', companyId: '7', permissions: ['DeviceAdministration', '3'] },
  ]);
  expect(await tv.managed.managersOfDevice('a').all()).toMatchObject([{ type: 'unknown' }]);
  expect(drift).toMatchObject([{ kind: 'unknown_value', field: 'type', value: '2' }]);
  script.finish();
});

test('managed: every device comes once, with the group it was met in first', async () => {
  const { tv, script } = createTestClient([
    {
      expect: 'GET /managed/groups',
      answer: {
        json: {
          resources: [
            { id: 'G', name: 'G' },
            { id: 'H', name: 'H' },
          ],
        },
      },
    },
    {
      expect: 'GET /managed/groups/G/devices',
      answer: { json: { resources: [managed('a'), managed('b')] } },
    },
    {
      expect: 'GET /managed/groups/H/devices',
      answer: { json: { resources: [managed('b'), managed('c')] } },
    },
    { expect: 'GET /managed/devices', answer: { json: { resources: [managed('a'), managed('d')] } } },
  ]);
  const met = await Array.fromAsync(tv.managed.everyDevice(), ({ device, groupId }) => [device.id, groupId]);
  expect(met).toEqual([
    ['a', 'G'],
    ['b', 'G'],
    ['c', 'H'],
    ['d', undefined],
  ]);
  script.finish();
});
