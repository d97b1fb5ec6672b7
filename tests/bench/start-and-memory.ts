import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { startDeskProcess } from './desk-process.ts';
import { round, throughput } from './measure.ts';

/** From the start of the process until it answers, on a database that is there; and what it holds in memory, idle and loaded. */
export async function startAndMemoryBench(): Promise<BenchResult> {
  const starts: number[] = [];
  await using desk = await startDeskProcess();
  for (let turn = 0; turn < 3; turn += 1) {
    const began = performance.now();
    await using again = await desk.another();
    starts.push((performance.now() - began) / 1000);
    if (!again.node.alive) throw new Error('it ended');
  }
  const { node } = desk;
  await wait(5000);
  const idle = await memory(node.pid);
  const anna = await signedIn(node.origin, 'anna');
  let peak = 0;
  const watching = setInterval(() => void memory(node.pid).then((now) => (peak = Math.max(peak, now))), 250);
  const callsPerSecond = await throughput(16, 15, () => anna.get('/activities'));
  clearInterval(watching);
  await wait(5000);
  const startSeconds = round(starts.toSorted((one, other) => one - other)[1] ?? Number.NaN);
  return {
    name: 'start to ready (seconds) and memory (MiB) on PostgreSQL',
    figures: {
      startSeconds,
      idleMebibytes: idle,
      loadedMebibytes: peak,
      afterLoadMebibytes: await memory(node.pid),
      listsPerSecond: callsPerSecond,
    },
    goals: [{ figure: 'startSeconds', atMost: 5, met: startSeconds <= 5 }],
  };
}

async function memory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
