import type { ManifestInput } from '../src/manifest.ts';

/** A small well-formed package; tests change what matters to them. */
export function sampleManifest(change: Partial<ManifestInput> = {}): ManifestInput {
  return {
    id: 'sample',
    vendor: 'Fernwart',
    name: { de: 'Beispiel', en: 'Sample' },
    description: { de: 'Ein Beispiel.', en: 'A sample.' },
    version: '1.0.0',
    platform: '1.0.0',
    languages: ['de', 'en'],
    permissions: ['activities.read', 'database', 'journal.write'],
    hosts: [],
    contributions: {
      actions: [{ id: 'greet', subject: 'activity', title: 'greet', does: 'invoke' }],
      workflows: [{ name: 'W_greet', version: '1.0', title: 'greetWorkflow' }],
    },
    ...change,
  };
}

export function sampleFiles(
  change: Record<string, string | Uint8Array | null> = {},
): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array | null> = {
    'manifest.json': JSON.stringify(sampleManifest()),
    'server.js': `export default { actions: { greet: { offered: () => true, invoke: async () => ({ kind: 'refresh' }) } },
      workflows: { 'W_greet@1.0': async () => ({ kind: 'done' }) } };\n`,
    'strings/de.json': JSON.stringify({ greet: 'Grüßen', greetWorkflow: 'Grüßt {name}' }),
    'strings/en.json': JSON.stringify({ greet: 'Greet', greetWorkflow: 'Greets {name}' }),
    'migrations/0001_tables.sql':
      'create table greetings (id text primary key, said_at timestamptz not null);\n',
    ...change,
  };
  return Object.fromEntries(
    Object.entries(files).filter((file): file is [string, string | Uint8Array] => file[1] !== null),
  );
}
