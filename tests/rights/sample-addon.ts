import type { ManifestInput } from '@fernwart/addon-kit';
import { signedPackage } from '../../apps/server/testing/package-nodes.ts';

const contributions: ManifestInput['contributions'] = {
  configurationTypes: [
    {
      id: 'account',
      title: 'text',
      addTitle: 'text',
      defaultName: 'Account',
      fields: [
        { name: 'address', title: 'text', kind: 'url' },
        { name: 'password', title: 'text', kind: 'secret' },
      ],
    },
  ],
  actions: [
    { id: 'greet', subject: 'activity', title: 'text', does: 'invoke' },
    { id: 'ask', subject: 'activity', title: 'text', does: 'form' },
  ],
  workflows: [{ name: 'W_greet', version: '1.0', title: 'text' }],
  engineActivations: [{ name: 'Greetings', title: 'text', workflows: ['W_greet'], localTime: '00:00' }],
  complianceRules: [{ name: 'Rule', title: 'text', on: { event: 'never' }, workflow: 'W_greet' }],
  assetAttributes: [{ id: 'label', title: 'text' }],
  panels: [{ id: 'state', subject: 'activity', title: 'text' }],
  pages: [{ id: 'overview', title: 'text', area: 'service_desk' }],
  links: [{ id: 'outside', subject: 'activity' }],
  callback: true,
};

/** One of everything that a package can bring, offered to whoever gets this far: what refuses is the server. */
const code = `
const refresh = async () => ({ kind: 'refresh' });
const blocks = async () => ({ blocks: [{ type: 'text', text: 'x' }] });
export default {
  configurationTypes: { account: { validate: () => ({}) } },
  actions: {
    greet: { offered: () => true, invoke: refresh },
    ask: { offered: () => true, form: async () => ({ fields: [], values: {}, submitLabel: 'x' }) },
  },
  workflows: { 'W_greet@1.0': async () => ({ kind: 'done' }) },
  panels: { state: { offered: () => true, render: blocks } },
  pages: { overview: { render: blocks } },
  sources: { things: { rows: async () => ({ rows: [{ id: '1', cells: { name: '=1+1' } }] }) } },
  forms: { ask: { submit: refresh } },
  links: { outside: { open: async () => ({ kind: 'redirect', url: 'https://listed.example.org/x' }) } },
  callback: async () => ({ title: 'x', text: 'x', tone: 'success' }),
};
`;

/** Signed by the key that servers of tests trust. */
export function sampleAddon(id = 'sample'): Promise<Buffer> {
  return signedPackage(
    { id, hosts: ['https://listed.example.org'], permissions: [], contributions },
    {
      'server.js': code,
      'strings/de.json': JSON.stringify({ text: 'Text' }),
      'strings/en.json': JSON.stringify({ text: 'Text' }),
      'migrations/0001_tables.sql': null,
    },
  );
}
