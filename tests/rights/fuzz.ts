import type { RouteDescription } from '@fernwart/server';
import { createUndocumented, received } from './documented.ts';
import { type Given, matrix } from './matrix.ts';
import { nonsense, nonsenseText, spoiled } from './nonsense.ts';
import { objectsFor, type Whose } from './objects.ts';
import { type Chance, chance } from './random.ts';
import { type Call, callers, openWorld, type World } from './world.ts';

/** What no answer may hold: pieces of our program, of its statements, or of secrets. */
const leak =
  /node_modules|\.ts:\d+|\bat \w+ \(|select \w+[.,]|insert into|\$argon2|"password_hash"|unmistakable-secret/;
/** The good call of these would take the package away that other calls are about, or start work without end. */
const onlyNonsense = /\/(?:removal|disable|installations|uploads)$/;

export interface Fuzzed {
  readonly calls: number;
  /** Calls by the hundred of their status: `{ 2: 310, 4: 690 }`. */
  readonly byStatus: Record<number, number>;
  /** Routes that at least one call got through to its answer. */
  readonly reached: ReadonlySet<string>;
  /** What went wrong, with the call that shows it. */
  readonly flaws: string[];
}

/** Sends that many calls, good ones with something wrong in them, to every route in turn. The same seed, the same calls. */
export async function fuzz(seed: number, calls: number): Promise<Fuzzed> {
  const dice = chance(seed);
  const world = await openWorld();
  try {
    const described = await world.send('nobody', { method: 'GET', path: '/api/openapi.json' });
    const document = (await described.json()) as Record<string, unknown>;
    const undocumented = createUndocumented(document);
    const routes = world.server.parts.routes;
    const result = {
      calls,
      byStatus: {} as Record<number, number>,
      reached: new Set<string>(),
      flaws: [] as string[],
    };
    for (let number = 0; number < calls; number++) {
      const route = routes[number % routes.length];
      if (!route) break;
      const caller = dice.pick(callers);
      const call = await nonsenseCall(world, route, document, dice);
      const answer = await world.send(caller, call);
      const read = await received(answer);
      const hundred = Math.floor(read.status / 100);
      result.byStatus[hundred] = (result.byStatus[hundred] ?? 0) + 1;
      if (hundred === 2) result.reached.add(`${route.method} ${route.path}`);
      const found = [
        ...(read.status >= 500 ? [`answered ${read.status}: ${read.text}`] : []),
        ...(leak.test(read.text) && route.path !== '/api/openapi.json'
          ? [`leaks: ${read.text.slice(0, 500)}`]
          : []),
        // An address that names no route of ours any more (an emptied parameter) has nothing to be compared with.
        ...(call.path.includes('//') || /\/(?:\?|$)/.test(call.path) ? [] : undocumented(route, read)),
      ];
      for (const flaw of found)
        result.flaws.push(
          `${caller} ${call.method} ${call.path.slice(0, 200)} ${String(call.body).slice(0, 300)}: ${flaw}`,
        );
    }
    const alive = await world.send('nobody', { method: 'GET', path: '/health/ready' });
    if (alive.status !== 200) result.flaws.push(`afterwards the server is not ready: ${alive.status}`);
    return result;
  } finally {
    await world.stop();
  }
}

async function nonsenseCall(
  world: World,
  route: RouteDescription,
  document: Record<string, unknown>,
  dice: Chance,
): Promise<Call> {
  const row = matrix[`${route.method} ${route.path}`];
  const whose = dice.pick<Whose>(['own', 'foreign']);
  const keepsGood = !onlyNonsense.test(route.path);
  const good: Given =
    keepsGood && row?.give && !dice.oneIn(3)
      ? await row.give(objectsFor(world, dice.pick(callers), whose))
      : {};
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const param = good.params?.[name];
    return encodeURIComponent(
      (param === undefined || dice.oneIn(6) ? nonsenseText(dice).slice(0, 1000) : param).toWellFormed(),
    );
  });
  const query = dice.oneIn(2) ? (good.query ?? '') : nonsenseQuery(route, document, dice);
  const address = query === '' ? path : `${path}?${query}`;
  // Ending the sign-in would only have it made again.
  const headers: Record<string, string> = route.path.endsWith('/session') ? { cookie: '' } : {};
  if (dice.oneIn(10)) headers['if-match'] = dice.pick(['"1"', '*', 'x', '"99999999999"']);
  if (dice.oneIn(10)) headers['idempotency-key'] = dice.pick(['k', 'x'.repeat(1000), '%00']);
  if (route.method === 'GET') return { method: 'GET', path: address, headers };
  headers['content-type'] = dice.oneIn(12)
    ? dice.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/json'])
    : route.accepts;
  return { method: route.method, path: address, headers, body: nonsenseBody(good, dice) };
}

function nonsenseBody(good: Given, dice: Chance): string {
  if (dice.oneIn(15))
    return dice.pick([
      '',
      '{',
      '[[[[',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{}}}',
      '\uFEFF{}',
      'null',
    ]);
  if (good.form !== undefined)
    return `${good.form}&${encodeURIComponent(nonsenseText(dice).toWellFormed())}=1`;
  if (good.json === undefined) return JSON.stringify(nonsense(dice));
  return JSON.stringify(dice.oneIn(4) ? good.json : spoiled(good.json, dice));
}

function nonsenseQuery(route: RouteDescription, document: Record<string, unknown>, dice: Chance): string {
  const paths = document.paths as Record<
    string,
    Record<string, { parameters: { name: string; in: string }[] }>
  >;
  const operation = paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
  const names = (operation?.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
  const pairs = Array.from({ length: dice.below(4) }, (): [string, string] => [
    names.length > 0 && !dice.oneIn(5)
      ? (names[dice.below(names.length)] ?? 'x')
      : nonsenseText(dice).slice(0, 40),
    nonsenseText(dice).slice(0, 400),
  ]);
  return pairs.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&');
}
