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
  /** The text, when it stands somewhere in the answer as it was sent. */
  const within = (answer: Json, text: string) =>
    JSON.stringify(answer).includes(JSON.stringify(text).slice(1, -1)) ? text : JSON.stringify(answer);
  const moved = (name: string, transition: string, given: Json = {}) =>
    field(name, 10_000, async (text) => {
      const made = await activity({});
      const path = `/activities/${String(made['id'])}`;
      const taken = { transition: 'take_over', version: made['version'] };
      const { version } = await call('POST', `${path}/transitions`, taken, 'agent');
      const body = { transition, version, note: text, ...given };
      const answer = await call('POST', `${path}/transitions`, body, 'agent');
      if (answer['refusedWith'] !== 0) return outcome(answer, 'note');
      return within(await call('GET', `${path}/journal`, undefined, 'agent'), text);
    });
  const mailText = (member: 'subject' | 'text', most: number) =>
    field(`${member} of a mail`, most, async (given) => {
      // Braces name places of a mail: that one which is none is refused is another test's matter.
      const text = given.replaceAll(/[{}]/g, '');
      const mail = {
        subject: 'x',
        text: '{address}',
        [member]: member === 'text' ? `{address}${text}` : text,
      };
      const path = '/settings/mail-texts/solved/en';
      const saved = await call('PUT', path, mail);
      if (saved['refusedWith'] !== 0) return outcome(saved, member);
      return within(await call('POST', `${path}/preview`, mail), text) === text ? given : 'changed';
    });
  const imported = (header: string, most: number) =>
    field(`imported ${header}`, most, async (text) => {
      const login = world.server.parts.newId();
      const content = `${header};Login\r\n"${text.replaceAll('"', '""')}";${login}\r\n`;
      const file = { kind: 'people', fileName: 'x.csv', content: Buffer.from(content).toString('base64') };
      const preview = await call('POST', '/imports', file);
      if (preview['refusedWith'] !== 0) return outcome(preview, 'rows');
      const [row] = preview['rows'] as { state: string; reason: string | null }[];
      if (row?.state === 'refused') return { status: 400, code: row.reason ? 'invalid_input' : 'unsaid' };
      const path = `/imports/${String(preview['id'])}/application`;
      const applied = await call('POST', path, { digest: preview['digest'] });
      if (applied['refusedWith'] !== 0) return outcome(applied, 'result');
      const { items } = await call('GET', `/people?search=${login}`);
      // Whoever exported the file guarded it from being taken for a formula.
      const kept = text.replace(/^'(?==)/, '');
      return within({ items }, kept) === kept ? text : JSON.stringify(items);
    });
  return [
    moved('reason for waiting', 'hold'),
    moved('solution', 'solve'),
    moved('note of forwarding', 'forward', { teamId: world.teamId }),
    field('note of forwarding several', 10_000, async (text) => {
      const made = await activity({});
      const items = [{ id: made['id'], version: made['version'] }];
      const body = { action: 'forward', items, teamId: world.teamId, note: text };
      const answer = await call('POST', '/activities/bulk', body, 'agent');
      if (answer['refusedWith'] !== 0) return outcome(answer, 'note');
      return within(await call('GET', `/activities/${String(made['id'])}/journal`, undefined, 'agent'), text);
    }),
    field('saved filter', 80, async (text) =>
      outcome(
        await call('POST', '/saved-filters', { name: text, filter: { search: text } }, 'agent'),
        'name',
      ),
    ),
    field('search', 200, async (text) => {
      const found = [];
      // Beyond some kilobytes an address is refused before anybody looks at what stands in it.
      const query = `search=${encodeURIComponent(text.slice(0, 600))}`;
      for (const path of ['activities', 'assets', 'people', 'audit'])
        found.push(await call('GET', `/${path}?${query}`));
      const refusal = found.find((answer) => answer['refusedWith'] !== 0);
      return refusal ? outcome(refusal, 'items') : text;
    }),
    mailText('subject', 200),
    mailText('text', 10_000),
    imported('Name', 200),
    field('configuration', 100, async (text) =>
      outcome(
        await call('POST', '/configurations', { package: 'sample', type: 'account', name: text, values: {} }),
        'name',
      ),
    ),
    field("package's attribute", 200, async (text) => {
      const { id } = await call('POST', '/assets', { name: 'PC' }, 'agent');
      const path = `/assets/${String(id)}`;
      const set = await call('PUT', `${path}/attributes/sample/label`, { value: text }, 'agent');
      if (set['refusedWith'] !== 0) return outcome(set, 'value');
      return within(await call('GET', path, undefined, 'agent'), text);
    }),
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
    asset('kind', 200),
    asset('manufacturer', 200),
    asset('serialNumber', 200),
    asset('inventoryNumber', 200),
    asset('location', 200),
    asset('model', 200),
  ];
}
