import { Agent, request } from 'undici';
import { startBareServer } from './bare-server.ts';
import type { BenchResult } from './bench-result.ts';
import { cookieOf } from './cookie-of.ts';
import { startDeskProcess } from './desk-process.ts';
import { round, throughput } from './measure.ts';

const rounds = 5;
const seconds = 3;

/**
 * One activity over HTTP: sessions, rights and presentation included, against bare Fastify and pg that read the same rows
 * out of the same database. Turn and turn about with eight at once; the ratio is the median of the rounds' ratios.
 */
export async function oneActivityBench(): Promise<BenchResult> {
  await using desk = await startDeskProcess();
  await using bare = await startBareServer(desk.databaseUrl);
  const agent = new Agent({ connections: 8 });
  const cookie = await cookieOf(desk.node.origin, 'anna');
  const list = await request(`${desk.node.origin}/api/v1/activities?limit=1`, { headers: { cookie } });
  const { items } = (await list.body.json()) as { items: { id: string }[] };
  const id = items[0]?.id ?? '';
  const ask = async (url: string, headers: Record<string, string>) => {
    const answer = await request(url, { headers, dispatcher: agent });
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
    await answer.body.dump();
  };
  const ours = () => ask(`${desk.node.origin}/api/v1/activities/${id}`, { cookie });
  const theirs = () => ask(`${bare.origin}/activities/${id}`, { 'x-login': 'anna' });
  await throughput(8, 2, ours);
  await throughput(8, 2, theirs);
  const pairs: { ours: number; bare: number }[] = [];
  for (let turn = 0; turn < rounds; turn += 1)
    pairs.push({ bare: await throughput(8, seconds, theirs), ours: await throughput(8, seconds, ours) });
  await agent.close();
  const median = (values: number[]) =>
    values.toSorted((one, other) => one - other)[rounds >> 1] ?? Number.NaN;
  const ratio = round(median(pairs.map((pair) => pair.ours / pair.bare)));
  return {
    name: 'one activity over HTTP against bare Fastify and pg (calls a second, eight at once)',
    figures: {
      ours: median(pairs.map((pair) => pair.ours)),
      bare: median(pairs.map((pair) => pair.bare)),
      ratio,
    },
    goals: [{ figure: 'ratio', atLeast: 0.5, met: ratio >= 0.5 }],
  };
}
