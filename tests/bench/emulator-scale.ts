import { Agent, request } from 'undici';
import type { BenchResult } from './bench-result.ts';
import { startEmulatorProcess } from './emulator-process.ts';

const mebibyte = 1024 * 1024;

/**
 * 100,000 devices and 1,000,000 connection reports at once: pages a second as a caller sees them, and the memory of
 * the emulator's process. The milliseconds of a page hold the caller's own parsing as well.
 */
export async function emulatorScaleBench(): Promise<BenchResult> {
  await using emulator = await startEmulatorProcess();
  const agent = new Agent({ connections: 1 });
  const api = `${emulator.origin}/api/v1`;
  const { token } = await admin<{ token: string }>(emulator.origin, 'play', {
    action: 'script-token',
    email: 'service@muster-logistik.example',
    level: 'company',
  });
  await admin(emulator.origin, 'fleet', {
    groups: 100,
    devicesPerGroup: 1000,
    kind: 'managed',
    twins: 0,
    reports: 1_000_000,
  });

  async function page(path: string): Promise<Record<string, unknown>> {
    const { body } = await request(`${api}${path}`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}` },
    });
    return (await body.json()) as Record<string, unknown>;
  }
  const groups = (await page('/managed/groups'))['resources'] as { id: string }[];
  const devices = await timed(
    groups.map(
      ({ id }) =>
        () =>
          page(`/managed/groups/${id}/devices`),
    ),
  );
  let offset = '';
  const reports = await timed(
    Array.from({ length: 100 }, () => async () => {
      const answer = await page(`/reports/connections${offset === '' ? '' : `?offset_id=${offset}`}`);
      offset = answer['next_offset'] as string;
      return answer;
    }),
  );
  const filters = [
    'has_code=true',
    'has_code=false&username=Nobody',
    'devicename=NB-0001',
    'support_session_type=2',
  ];
  const filtered = await timed(
    Array.from(
      { length: 20 },
      (_, index) => () => page(`/reports/connections?${filters[index % filters.length]}`),
    ),
  );
  await agent.close();
  const memoryMebibytes = (await emulator.memory()) / mebibyte;
  return {
    name: 'emulator: 100,000 devices and 1,000,000 reports',
    figures: {
      devicePagesPerSecond: 1000 / devices.median,
      devicePageMilliseconds: devices.median,
      reportPagesPerSecond: 1000 / reports.median,
      reportPageMilliseconds: reports.median,
      filteredReportPageMilliseconds: filtered.median,
      memoryMebibytes,
    },
    goals: [
      { figure: 'devicePageMilliseconds', atMost: 20, met: devices.median <= 20 },
      { figure: 'reportPageMilliseconds', atMost: 20, met: reports.median <= 20 },
      { figure: 'filteredReportPageMilliseconds', atMost: 20, met: filtered.median <= 20 },
      { figure: 'memoryMebibytes', atMost: 1024, met: memoryMebibytes <= 1024 },
    ],
  };
}

async function timed(calls: readonly (() => Promise<unknown>)[]): Promise<{ median: number }> {
  const times: number[] = [];
  for (const call of calls) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return { median: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN };
}

async function admin<T>(origin: string, path: string, body: unknown): Promise<T> {
  const answer = await request(`${origin}/emulator/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.statusCode >= 400) throw new Error(`${path}: ${await answer.body.text()}`);
  return (await answer.body.json()) as T;
}
