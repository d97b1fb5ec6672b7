import { type Addon, inlines } from '@fernwart/addon-kit';
import { countDevices } from './devices-store.ts';

type Page = NonNullable<Addon['pages']>[string];

/** Every device that TeamViewer knows, and the asset it belongs to. */
export const devicesPage: Page = {
  async render({ t, language }, host) {
    const counts = await countDevices(host.sql);
    const format = new Intl.NumberFormat(language);
    const states = ['linked', 'unlinked', 'vanished'] as const;
    return {
      blocks: [
        {
          type: 'facts',
          facts: states.map((state) => ({
            label: t(`devices.state.${state}`),
            value: [inlines.text(format.format(counts[state]))],
          })),
        },
        {
          type: 'table',
          source: 'devices',
          label: t('page.devices'),
          columns: [
            { name: 'name', label: t('devices.name'), kind: 'text' },
            { name: 'id', label: t('devices.id'), kind: 'text' },
            { name: 'state', label: t('devices.state'), kind: 'badge' },
            { name: 'asset', label: t('sync.asset'), kind: 'link' },
            { name: 'group', label: t('devices.group'), kind: 'text' },
            { name: 'why', label: t('sync.why'), kind: 'text' },
            { name: 'lastSeen', label: t('devices.lastSeen'), kind: 'instant' },
          ],
          filters: [
            {
              name: 'state',
              label: t('devices.state'),
              options: states.map((value) => ({ value, label: t(`devices.state.${value}`) })),
            },
          ],
          searchable: true,
          csv: true,
          empty: t('devices.none'),
        },
      ],
      topics: ['assets'],
    };
  },
};
