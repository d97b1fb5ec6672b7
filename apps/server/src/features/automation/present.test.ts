import { expect, test } from 'vitest';
import { workflowsCalled } from './present.ts';

test('workflows are found by a part of their name or of what they are called in any language', () => {
  const titles = () => [
    {
      packageId: null,
      name: 'package.install',
      title: { de: 'Paket installieren', en: 'Install a package' },
    },
    { packageId: 'p', name: 'W_Team_sync-EAWF', title: { de: 'IDs auf Assets bringen', en: 'Bring IDs' } },
  ];
  expect(workflowsCalled('w_team', { titles })).toEqual(['w_team', 'W_Team_sync-EAWF']);
  expect(workflowsCalled('Paket', { titles })).toEqual(['Paket', 'package.install']);
  expect(workflowsCalled('package.install', { titles })).toEqual(['package.install']);
  // The package is gone, its runs are still there.
  expect(workflowsCalled('W_Gone', { titles })).toEqual(['W_Gone']);
});
