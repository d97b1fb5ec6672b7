import type { Caller, World } from './world.ts';

/** What somebody might type or paste to break a page; each comes back as it went in. */
export const hostileTexts = [
  '<img src=x onerror="alert(1)"><script>alert(1)</script>',
  '\u202eright-to-left\u202c \u2067עברית\u2069 \u200f',
  '👩‍👩‍👧‍👦 🏳️‍🌈 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  `"'\`; drop table people; -- {{name}} {name} \${1} %s \\ &amp; </textarea>`,
  "'=HYPERLINK(1)",
] as const;

interface Field {
  readonly name: string;
  /** Longer texts are refused. */
  readonly most: number;
  /** Stores the text and answers what a reader gets. */
  write(text: string): Promise<string | Refused>;
}
interface Refused {
  readonly status: number;
  readonly code: string;
}

type Json = Record<string, unknown>;

/** Every field of the desk's own forms that takes words. */
export function hostileFields(world: World): Field[] {
  async function call(
    method: string,
    path: string,
    body?: Json,
    as: Caller = 'administrator',
  ): Promise<Json> {
    const answer = await world.send(as, {
      method,
      path: `/api/v1${path}`,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status !== 204 && !/^application\/(problem\+)?json/.test(type))
      throw new Error(`${path}: ${type}`);
    const json = answer.status === 204 ? {} : ((await answer.json()) as Json);
    if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}`);
    return { ...json, refusedWith: answer.status >= 400 ? answer.status : 0 };
  }
  const outcome = (answer: Json, member: string): string | Refused =>
    answer['refusedWith'] === 0
      ? String(answer[member])
      : { status: Number(answer['refusedWith']), code: String(answer['code']) };
  const field = (name: string, most: number, write: Field['write']): Field => ({ name, most, write });
  const person = (member: string, most: number) =>
    field(`person ${member}`, most, async (text) => {
      const made = await call('POST', '/people', {
        name: 'Nina',
        login: null,
        email: null,
        roles: ['requester'],
        [member]: text,
      });
      if (made['refusedWith'] !== 0) return outcome(made, member);
      return outcome(await call('GET', `/people/${String(made['id'])}`), member);
    });
  const activity = (body: Json) =>
    call(
      'POST',
      '/activities',
      { kind: 'incident', subject: 'x', initiatorId: world.ids.requester, ...body },
      'agent',
    );
  const reread = async (made: Json, member: string) =>
    made['refusedWith'] === 0
      ? outcome(await call('GET', `/activities/${String(made['id'])}`, undefined, 'requester'), member)
      : outcome(made, member);
  const asset = (member: string, most: number) =>
    field(`asset ${member}`, most, async (text) => {
      const made = await call('POST', '/assets', { kind: 'computer', name: 'PC', [member]: text }, 'agent');
      if (made['refusedWith'] !== 0) return outcome(made, member);
      return outcome(await call('GET', `/assets/${String(made['id'])}`, undefined, 'agent'), member);
    });
  return [
    person('name', 200),
    person('phone', 200),
    person('department', 200),
    field('team name', 100, async (text) =>
      outcome(await call('POST', '/teams', { name: text, memberIds: [] }), 'name'),
    ),
    field('API token', 100, async (text) => {
      const made = await call('POST', '/api-tokens', {
        name: text,
        roles: ['administrator'],
        expiresInDays: 1,
      });
      return made['refusedWith'] === 0
        ? String((made['token'] as Json | undefined)?.['name'] ?? made['name'])
        : outcome(made, 'name');
    }),
    field('sender of mails', 100, async (text) => {
      const { version } = await call('GET', '/settings/mail');
      const mail = { host: 'mail.example.org', port: 587, security: 'starttls', user: null };
      return outcome(
        await call('PUT', '/settings/mail', {
          ...mail,
          version,
          fromName: text,
          fromAddress: 'desk@example.org',
        }),
        'fromName',
      );
    }),
    field('comment', 20_000, async (text) => {
      const made = await activity({});
      const path = `/activities/${String(made['id'])}/journal`;
      const said = await call('POST', path, { text, visibility: 'requester' }, 'agent');
      if (said['refusedWith'] !== 0) return outcome(said, 'text');
      const { items } = await call('GET', path, undefined, 'requester');
      const words = JSON.stringify(items).includes(JSON.stringify(text).slice(1, -1));
      return words ? text : JSON.stringify(items);
    }),
    field('activity subject', 400, async (text) => reread(await activity({ subject: text }), 'subject')),
    field('activity description', 20_000, async (text) =>
      reread(await activity({ description: text }), 'description'),
    ),
    asset('name', 200),
    asset('location', 200),
    asset('model', 200),
  ];
}
