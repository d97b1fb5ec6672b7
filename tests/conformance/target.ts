import { type Emulator, startEmulator } from '@fernwart/teamviewer-emulator';
import { liveService } from './environment.ts';

/** What the cases run against: the emulator, or a live service that was named explicitly. */
export interface Target {
  /** Base of the Web API, without a slash at the end. */
  readonly base: string;
  /** A token with every permission the cases use. */
  readonly token: string;
  /** Null when the target is a live service. */
  readonly emulator: Emulator | null;
  close(): Promise<void>;
}

export const email = 'service@muster-logistik.example';
export const password = 'fernwart-demo';

/** Scopes by their published names, then those whose names only the emulator knows. */
const everything = [
  ...['Create', 'ReadAll', 'ReadOwn', 'ModifyAll', 'ModifyOwn'].map((name) => `Sessions.${name}`),
  ...['Create', 'Read', 'Modify', 'Share', 'Delete'].map((name) => `Groups.${name}`),
  ...['Read', 'Modify', 'Delete'].map((name) => `Connections.${name}`),
  ...['Create', 'Read', 'Modify', 'Delete'].map((name) => `ContactList.${name}`),
  ...['Read', 'ReadEmail', 'Modify', 'ModifyEmail', 'ModifyPassword'].map((name) => `Account.${name}`),
  ...['CreateUsers', 'CreateAdministrators', 'Read', 'ModifyUsers', 'ModifyAdministrators'].map(
    (name) => `Users.${name}`,
  ),
  'EventLogging.Read',
  'DeviceGroups.Read',
  'DeviceGroups.Modify',
  'Monitoring.GetData',
  'WebMonitoring.GetData',
];

/** Opens the live service when one is named, else starts an emulator with a small fleet. */
export async function openTarget(): Promise<Target> {
  const live = liveService();
  if (live) return { base: live.base, token: live.token, emulator: null, close: async () => undefined };
  const emulator = await startEmulator({ port: 0 });
  const token = await scriptToken(emulator, everything);
  await admin(emulator, 'POST', 'fleet', {
    groups: 3,
    devicesPerGroup: 10,
    events: 120,
    alarms: 3,
    reports: 2500,
  });
  return { base: `${emulator.origin}/api/v1`, token, emulator, close: () => emulator.close() };
}

export async function scriptToken(emulator: Emulator, permissions?: readonly string[]): Promise<string> {
  const made = await play(emulator, { action: 'script-token', email, permissions });
  return String(made['token']);
}

export function play(emulator: Emulator, body: object): Promise<Record<string, unknown>> {
  return admin(emulator, 'POST', 'play', body);
}

/** One of the emulator's own endpoints; a refusal is an error of the test. */
export async function admin(
  emulator: Emulator,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${emulator.origin}/emulator/api/${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
