import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { type Answer, at, call, rows, textAt } from './http.ts';
import { admin, play, type Target } from './target.ts';

const conform = conformance();

async function groupId(target: Target): Promise<string> {
  return textAt(await call(target, 'GET', '/groups'), 'groups.0.id');
}

async function create(target: Target, more: object = {}): Promise<Answer> {
  return call(target, 'POST', '/sessions', { groupid: await groupId(target), ...more });
}

const close = (target: Target, made: Answer) =>
  call(target, 'PUT', `/sessions/${textAt(made, 'code')}`, { state: 'closed' });

conform(
  'TV-5.2',
  'writes',
  'a new session comes back whole, with codes, links and a day of validity',
  async (target) => {
    const wanted = {
      waiting_message: 'Bitte warten – gleich geht’s los',
      description: 'INC00042 Drucker',
      end_customer: { name: 'Jürgen Groß', email: 'juergen@example.org' },
      custom_api: 'fernwart:1',
    };
    const made = await create(target, wanted);
    expect(made.status).toBe(200);
    expect(made.json).toMatchObject({ ...wanted, online: false, support_session_type: 'Default' });
    const code = textAt(made, 'code');
    expect(code).toMatch(/^s\d{2,3}-\d{3}-\d{3}$/);
    expect(textAt(made, 'state').toLowerCase()).toBe('open');
    const life = Date.parse(textAt(made, 'valid_until')) - Date.parse(textAt(made, 'created_at'));
    expect(life).toBe(86_400_000);
    expect(textAt(made, 'created_at')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await close(target, made);
  },
);

conform(
  'TV-5.3',
  'writes',
  'the one secret stands in both links of the supporter and not in the customer’s',
  async (target) => {
    const made = await create(target);
    const bare = textAt(made, 'code').replaceAll('-', '');
    expect(textAt(made, 'end_customer_link')).toBe(`https://get.teamviewer.com/v15/${bare}`);
    const secret = /-(\w{12})$/.exec(textAt(made, 'supporter_link'))?.[1];
    const browser = new URL(textAt(made, 'webclient_supporter_link'));
    expect(browser.searchParams.get('servicequeuetoken')).toBe(secret);
    expect(browser.searchParams.get('sessioncode')).toBe(bare);
    expect(textAt(made, 'end_customer_link')).not.toContain(secret);
    await close(target, made);
  },
);

conform('TV-5.3', 'writes', 'a Pilot session is joined at its own host', async (target) => {
  const made = await create(target, { support_session_type: 'Pilot' });
  expect(new URL(textAt(made, 'end_customer_link')).host).toBe('getpilot.teamviewer.com');
  await close(target, made);
});

conform('TV-5.1', 'writes', 'empty members are left out', async (target) => {
  const made = await create(target);
  for (const name of ['description', 'waiting_message', 'end_customer', 'closed_at', 'custom_api']) {
    expect(made.json).not.toHaveProperty(name);
  }
  await close(target, made);
});

conform('TV-5.1', 'writes', 'u0 assigns a session to nobody', async (target) => {
  const made = await create(target, { assigned_userid: 'u0' });
  expect(made.json).not.toHaveProperty('assigned_userid');
  await close(target, made);
});

conform('TV-5.2', 'writes', 'bounds and forms are checked before anything is made', async (target) => {
  const before = rows(await call(target, 'GET', '/sessions'), 'sessions').length;
  const wrong = [
    { description: 'x'.repeat(4001) },
    { end_customer: 'a text' },
    { end_customer: { name: 'x'.repeat(101) } },
    { assigned_userid: 'u1' },
    { support_session_type: 'Other' },
    { groupid: 'g1' },
    { valid_until: 'tomorrow' },
  ];
  for (const more of wrong) {
    const answer = await create(target, more);
    expect([answer.status, at(answer, 'error')], JSON.stringify(more).slice(0, 60)).toEqual([
      400,
      'invalid_request',
    ]);
  }
  expect((await call(target, 'POST', '/sessions', {})).status).toBe(400);
  expect(rows(await call(target, 'GET', '/sessions'), 'sessions')).toHaveLength(before);
});

conform(
  'TV-5.2',
  'emulator',
  'an unknown group name makes a group for a user token and is refused for a company token',
  async (target) => {
    const made = await call(target, 'POST', '/sessions', { groupname: 'Ganz neu' });
    expect(made.status).toBe(200);
    const groups = rows(await call(target, 'GET', '/groups?name=ganz'), 'groups');
    expect(groups.map((group) => group['id'])).toEqual([at(made, 'groupid')]);
    const again = await call(target, 'POST', '/sessions', { groupname: 'Ganz neu' });
    expect(at(again, 'groupid')).toBe(at(made, 'groupid'));
    const both = { groupid: 'g31120010', groupname: 'Ganz neu' };
    expect((await call(target, 'POST', '/sessions', both)).status).toBe(400);
    if (!target.emulator) return;
    const company = await play(target.emulator, {
      action: 'script-token',
      email: 'service@muster-logistik.example',
      level: 'company',
    });
    const refused = await call(target, 'POST', '/sessions', { groupname: 'X' }, String(company['token']));
    expect(refused.status).toBe(400);
  },
);

conform(
  'TV-5.4',
  'writes',
  'the list shows open sessions only, unless closed ones are asked for',
  async (target) => {
    const made = await create(target);
    expect((await close(target, made)).status).toBe(204);
    const codes = async (query: string) =>
      rows(await call(target, 'GET', `/sessions${query}`), 'sessions').map((session) => session['code']);
    expect(await codes('')).not.toContain(at(made, 'code'));
    expect(await codes('?state=closed')).toContain(at(made, 'code'));
    expect(await codes('?state=open,closed')).toContain(at(made, 'code'));
    expect((await call(target, 'GET', '/sessions?state=sideways')).status).toBe(400);
  },
);

conform(
  'TV-5.4',
  'writes',
  'a full list has the fields of one session, a short one at least code, state and group',
  async (target) => {
    const made = await create(target, { custom_api: 'full-list' });
    const find = async (query: string) =>
      rows(await call(target, 'GET', `/sessions${query}`), 'sessions').find(
        ({ code }) => code === at(made, 'code'),
      );
    expect(await find('?full_list=true')).toEqual(made.json);
    const short = await find('');
    for (const name of ['code', 'state', 'groupid']) expect(short).toHaveProperty(name);
    await close(target, made);
  },
);

conform(
  'TV-5.5',
  'emulator',
  'pages hold a thousand, newest first, and are walked without gap or double',
  async (target) => {
    const group = await groupId(target);
    for (let index = 0; index < 1002; index += 1) {
      await call(target, 'POST', '/sessions', { groupid: group, custom_api: `walk-${index}` });
    }
    const first = await call(target, 'GET', '/sessions?full_list=true&state=open,closed');
    expect(rows(first, 'sessions')).toHaveLength(1000);
    const total = 1000 + Number(at(first, 'sessions_remaining'));
    const second = await call(
      target,
      'GET',
      `/sessions?full_list=true&state=open,closed&offset=${textAt(first, 'next_offset')}`,
    );
    expect(second.json).not.toHaveProperty('next_offset');
    const all = [...rows(first, 'sessions'), ...rows(second, 'sessions')];
    expect(new Set(all.map(({ code }) => code)).size).toBe(total);
    const walked = all
      .map((session) => session['custom_api'])
      .filter((text) => typeof text === 'string' && text.startsWith('walk-'));
    expect(walked[0]).toBe('walk-1001');
    expect(walked).toHaveLength(1002);
  },
);

conform('TV-5.7', 'read-only', 'an unknown code is 404 or 400', async (target) => {
  const answer = await call(target, 'GET', '/sessions/s00-000-000');
  expect([400, 404]).toContain(answer.status);
});

conform('TV-5.8', 'writes', 'PUT changes members and closes, with 204 and closed_at', async (target) => {
  const made = await create(target);
  const path = `/sessions/${textAt(made, 'code')}`;
  expect((await call(target, 'PUT', path, { description: 'geändert' })).status).toBe(204);
  expect(at(await call(target, 'GET', path), 'description')).toBe('geändert');
  await close(target, made);
  const closed = await call(target, 'GET', path);
  expect(textAt(closed, 'state').toLowerCase()).toBe('closed');
  expect(textAt(closed, 'closed_at')).toMatch(/Z$/);
});

conform('TV-5.9', 'writes', 'DELETE answers 204 and the session is open no more', async (target) => {
  const made = await create(target);
  expect([200, 204]).toContain((await call(target, 'DELETE', `/sessions/${textAt(made, 'code')}`)).status);
  const open = rows(await call(target, 'GET', '/sessions'), 'sessions').map(({ code }) => code);
  expect(open).not.toContain(at(made, 'code'));
});

conform(
  'TV-5.10',
  'emulator',
  'after valid_until nobody can join, and the state follows the switch',
  async (target) => {
    const { emulator } = target;
    if (!emulator) return;
    const made = await create(target);
    const path = `/sessions/${textAt(made, 'code')}`;
    const page = `${emulator.origin}${new URL(textAt(made, 'end_customer_link')).pathname}`;
    expect((await fetch(page)).status).toBe(200);
    await admin(emulator, 'POST', 'clock', { advance: 'P1DT1S' });
    expect((await fetch(page)).status).toBe(410);
    expect(at(await call(target, 'GET', path), 'state')).toBe('Open');
    expect((await call(target, 'PUT', path, { state: 'open' })).status).toBe(400);
    await admin(emulator, 'PUT', 'switches', { expiredSessions: 'close' });
    const closed = await call(target, 'GET', path);
    expect([at(closed, 'state'), at(closed, 'closed_at')]).toEqual(['Closed', at(made, 'valid_until')]);
    await admin(emulator, 'PUT', 'switches', { expiredSessions: 'stay-open' });
  },
);
