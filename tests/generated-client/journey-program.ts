/**
 * What a stranger would write against the generated client, in two calls' distance from its documentation: an agent's
 * attended session from the activity to the record. It is compiled against the generated types before it runs.
 * Arguments: origin, API token, the emulator's origin. Prints the journal as JSON, oldest entry first.
 */
export const journeyProgram = `
import { client } from './client.gen.ts';
import * as api from './index.ts';

const [origin = '', token = '', teamviewer = ''] = process.argv.slice(2);
client.setConfig({
  baseUrl: origin,
  throwOnError: true,
  auth: (way) => (way.scheme === 'bearer' ? token : undefined),
});

const { data: people } = await api.getPeople({ query: { search: 'Rita Sommer' }, throwOnError: true });
const initiatorId = people.items[0]?.id;
if (initiatorId === undefined) throw new Error('There is no Rita Sommer.');
const { data: made } = await api.postActivities({
  body: { kind: 'incident', subject: 'The scanner sends empty pages', initiatorId },
  throwOnError: true,
});
const path = { id: made.id };

async function move(transition: 'take_over' | 'close') {
  const { data } = await api.getActivitiesId({ path, throwOnError: true });
  await api.postActivitiesIdTransitions({
    path,
    body: { transition, version: data.version },
    throwOnError: true,
  });
}

async function offered(action: string): Promise<boolean> {
  const { data } = await api.getActivitiesIdOffers({ path, throwOnError: true });
  return data.actions.some(({ id }) => id === action);
}

async function until(what: string, isTrue: () => Promise<boolean>) {
  for (let attempt = 0; !(await isTrue()); attempt += 1) {
    if (attempt === 300) throw new Error('In vain: ' + what);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function entries(): Promise<string[]> {
  const { data } = await api.getActivitiesIdJournal({ path, query: { limit: 200 }, throwOnError: true });
  return data.items.toReversed().map(({ content }) => JSON.stringify(content.en));
}

await move('take_over');
const create = { package: 'teamviewer', action: 'create-session' };
await until('the action is offered', () => offered(create.package + '/' + create.action));
await api.postPackagesPackageActionsAction({
  path: create,
  body: { subject: { type: 'activity', id: made.id } },
  throwOnError: true,
});
await until('the session can be joined', () => offered('teamviewer/join-native'));

const code = /s\\d+-\\d{3}-\\d{3}/.exec((await entries()).join())?.[0];
await fetch(teamviewer + '/emulator/api/play', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ action: 'attended-connection', code, minutes: 12 }),
});
await move('close');
await until('the connection is recorded', async () => (await entries()).join().includes('"seconds":720'));

const refused = await api.getActivitiesId({ path: { id: '00000000-0000-7000-8000-000000000000' } , throwOnError: false });
process.stdout.write(JSON.stringify({ code, entries: await entries(), refused: refused.error?.code }));
`;
