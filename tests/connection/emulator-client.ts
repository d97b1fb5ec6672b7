/** What a test has TeamViewer's side do. */
export async function play(emulator: { origin: string }, act: Record<string, unknown>): Promise<unknown> {
  return send(emulator, 'POST', 'play', act);
}

export async function planFault(emulator: { origin: string }, fault: Record<string, unknown>): Promise<void> {
  await send(emulator, 'POST', 'faults', fault);
}

export async function clearFaults(emulator: { origin: string }): Promise<void> {
  await send(emulator, 'DELETE', 'faults');
}

/** Calls of one function since the start, by what tells them apart, e.g. `refresh_token`. */
export async function countCalls(
  emulator: { origin: string },
  endpoint: string,
): Promise<{ calls: number; byDetail: Record<string, number>; byStatus: Record<string, number> }> {
  const { counters } = (await send(emulator, 'GET', 'calls')) as {
    counters: Record<
      string,
      { calls: number; byDetail: Record<string, number>; byStatus: Record<string, number> }
    >;
  };
  return counters[endpoint] ?? { calls: 0, byDetail: {}, byStatus: {} };
}

async function send(
  { origin }: { origin: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${origin}/emulator/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}
