import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../testing/client.ts';

test('monitoring: hands on records as they came, as a list or inside an object', async () => {
  const { tv, script } = createTestClient([
    { expect: 'GET /monitoring/devices', answer: { json: { devices: [{ deviceId: 1 }] } } },
    { expect: 'GET /monitoring/devices/1/hardware', answer: { json: [{ type: 2 }] } },
    { expect: 'GET /monitoring/devices/1/software', answer: { json: { items: [] } } },
    { expect: 'GET /monitoring/devices/1/information', answer: { json: { os: 'Windows' } } },
    { expect: 'GET /monitoring/alarms', answer: { json: { Alarms: [{ AlarmId: 1 }, 'odd'] } } },
    { expect: 'GET /webMonitoring/browsers', answer: { json: [{ browserId: 1 }] } },
    { expect: 'GET /webMonitoring/locations', answer: { json: { error: 'gone' } } },
  ]);
  expect((await tv.monitoring.devices()).map((record) => record.reveal())).toEqual([{ deviceId: 1 }]);
  expect(await tv.monitoring.hardware('1')).toHaveLength(1);
  expect(await tv.monitoring.software('1')).toEqual([]);
  expect((await tv.monitoring.information('1')).reveal()).toEqual({ os: 'Windows' });
  expect(await tv.monitoring.alarms()).toHaveLength(1);
  expect(await tv.webMonitoring.browsers()).toHaveLength(1);
  expect((await failureOf(tv.webMonitoring.locations())).code).toBe('our_fault');
  script.finish();
});
