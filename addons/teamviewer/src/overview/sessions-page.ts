import type { Addon, PageContext } from '@fernwart/addon-kit';

type Page = NonNullable<Addon['pages']>[string];

/** All sessions and all connections, with search, filters and an export. */
export const sessionsPage: Page = {
  render: async ({ t }: PageContext) => ({
    blocks: [
      {
        type: 'table',
        source: 'sessions',
        label: t('list.sessions'),
        columns: [
          { name: 'code', label: t('fact.code'), kind: 'text' },
          { name: 'activity', label: t('list.activity'), kind: 'link' },
          { name: 'state', label: t('list.state'), kind: 'badge' },
          { name: 'record', label: t('list.record'), kind: 'badge' },
          { name: 'createdBy', label: t('fact.createdBy'), kind: 'text' },
          { name: 'customer', label: t('fact.customer'), kind: 'text' },
          { name: 'requestedAt', label: t('list.requestedAt'), kind: 'instant', sortable: true },
          { name: 'endedAt', label: t('list.endedAt'), kind: 'instant' },
          { name: 'connections', label: t('list.connections'), kind: 'number' },
        ],
        filters: [
          {
            name: 'state',
            label: t('list.state'),
            options: options(t, 'list.state', ['creating', 'open', 'ended', 'failed']),
          },
          {
            name: 'record',
            label: t('list.record'),
            options: options(t, 'list.record', ['due', 'asking', 'written', 'nothing', 'undetermined']),
          },
        ],
        searchable: true,
        csv: true,
        empty: t('list.sessions.empty'),
      },
      {
        type: 'table',
        source: 'connections',
        label: t('list.connections'),
        columns: [
          { name: 'startedAt', label: t('list.startedAt'), kind: 'instant', sortable: true },
          { name: 'duration', label: t('list.duration'), kind: 'duration' },
          { name: 'supporter', label: t('list.supporter'), kind: 'text' },
          { name: 'device', label: t('list.device'), kind: 'text' },
          { name: 'deviceId', label: t('list.deviceId'), kind: 'text' },
          { name: 'activity', label: t('list.activity'), kind: 'link' },
          { name: 'code', label: t('fact.code'), kind: 'text' },
          { name: 'kind', label: t('list.kind'), kind: 'text' },
          { name: 'rating', label: t('list.rating'), kind: 'number' },
          { name: 'notes', label: t('list.notes'), kind: 'text' },
        ],
        searchable: true,
        csv: true,
        empty: t('list.connections.empty'),
      },
    ],
    topics: [],
  }),
};

function options(
  t: PageContext['t'],
  prefix: string,
  values: readonly string[],
): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
}
