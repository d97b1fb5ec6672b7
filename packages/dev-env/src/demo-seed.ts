import type { SeedFile } from '@fernwart/teamviewer-emulator';
import { demoGroups, demoLegacyDevices, demoManagedDevices } from './demo-devices.ts';

/** The app that the demo's configuration uses at the emulator. Its secret is as public as this file. */
export const demoApp = {
  name: 'Fernwart',
  clientId: '311200-DemoClientOfFernwart',
  clientSecret: 'DemoSecretOfFernwart',
} as const;

export const demoServiceAccount = {
  email: 'service@muster-logistik.example',
  password: 'fernwart-demo',
} as const;

/** The company whose service account the demo connects: its devices carry names of the sample desk's assets. */
export const demoSeed: SeedFile = {
  companies: [
    {
      id: 311_200,
      name: 'Muster Logistik GmbH',
      licence: { type: 'Corporate' },
      users: [
        { id: 'u31120001', name: 'Servicekonto', ...demoServiceAccount, administrator: true },
        {
          id: 'u31120002',
          name: 'Kerstin Albrecht',
          email: 'kerstin.albrecht@muster-logistik.example',
          password: 'fernwart-demo',
        },
      ],
      groups: [
        { id: 'g31120010', name: 'Service Desk', owner: demoServiceAccount.email },
        ...demoGroups.map((name, index) => ({
          id: `g3112002${index}`,
          name,
          owner: demoServiceAccount.email,
        })),
      ],
      devices: demoLegacyDevices,
      managedGroups: demoGroups.map((name) => ({ name })),
      managedDevices: demoManagedDevices,
      apps: [
        { ...demoApp, owner: demoServiceAccount.email, redirectUri: 'http://127.0.0.1/', level: 'company' },
      ],
    },
  ],
};
