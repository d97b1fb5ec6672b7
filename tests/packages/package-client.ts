import type { Inspection, InstalledPackage, RunDetail } from '@fernwart/contract';

/** Whoever administers packages, over the API as the wizard does it. */
export interface PackageClient {
  list(): Promise<InstalledPackage[]>;
  /** The answer as it is: refusals are answers as well. */
  upload(bytes: Uint8Array): Promise<Response>;
  /** Answers the run. */
  install(bytes: Uint8Array): Promise<string>;
  run(id: string): Promise<RunDetail>;
}

export async function packageClient(origin: string): Promise<PackageClient> {
  const cookie = await cookieOf(origin);
  const send = (method: string, path: string, type: string, body?: Uint8Array | string) =>
    fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': type, origin, cookie },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
  async function json<T>(answer: Promise<Response>): Promise<T> {
    const response = await answer;
    if (!response.ok) throw new Error(`${response.url} answered ${await response.text()}`);
    return (await response.json()) as T;
  }
  const client: PackageClient = {
    list: async () =>
      (await json<{ items: InstalledPackage[] }>(send('GET', '/packages', 'application/json'))).items,
    upload: (bytes) => send('POST', '/packages/uploads', 'application/zip', bytes),
    async install(bytes) {
      const { upload, digest } = await json<Inspection>(client.upload(bytes));
      const body = JSON.stringify({ upload, digest });
      return (await json<{ run: string }>(send('POST', '/packages/installations', 'application/json', body)))
        .run;
    },
    run: (id) => json(send('GET', `/runs/${id}`, 'application/json')),
  };
  return client;
}

async function cookieOf(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login: 'admin', password: 'fernwart' }),
  });
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
}
