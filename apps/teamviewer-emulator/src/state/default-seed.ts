import type { SeedFile } from './seed-schema.ts';

/** What stands in the emulator when nobody says otherwise: one invented company with a service account and one group. */
export const defaultSeed: SeedFile = {
  companies: [
    {
      id: 311_200,
      name: 'Muster Logistik GmbH',
      licence: { type: 'Corporate' },
      users: [
        {
          id: 'u31120001',
          name: 'Servicekonto',
          email: 'service@muster-logistik.example',
          password: 'fernwart-demo',
          administrator: true,
        },
        {
          id: 'u31120002',
          name: 'Kerstin Albrecht',
          email: 'kerstin.albrecht@muster-logistik.example',
          password: 'fernwart-demo',
        },
      ],
      groups: [{ id: 'g31120010', name: 'Service Desk', owner: 'service@muster-logistik.example' }],
    },
  ],
};
