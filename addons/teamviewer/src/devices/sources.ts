import type { BlockButton, PageContext, Source, TableRow } from '@fernwart/addon-kit';
import { listDecisions } from './decision-store.ts';
import { type DeviceLine, listDevices } from './devices-store.ts';
import { decisionsFor } from './inbox-page.ts';
import { inboxKinds, openItems } from './inbox-store.ts';
import { assetNames, deviceNames } from './inbox-words.ts';
import { listChanges, namesOfAssets } from './lists-store.ts';
import { listSyncs } from './sync-store.ts';

const tones = { assign: 'success', replace: 'warning', remove: 'danger' } as const;

/** A cursor is the last row's place, as JSON; one that nobody gave out starts at the beginning. */
function place(cursor: string | null): readonly [string, string] | null {
  if (cursor === null) return null;
  try {
    const read: unknown = JSON.parse(cursor);
    if (!Array.isArray(read) || typeof read[0] !== 'string' || typeof read[1] !== 'string') return null;
    return [read[0], read[1]];
  } catch {
    return null;
  }
}

function pageOf<Line>(
  lines: readonly Line[],
  limit: number,
  row: (line: Line) => TableRow,
  at: (line: Line) => readonly [string, string],
): { rows: TableRow[]; nextCursor?: string } {
  const shown = lines.slice(0, limit);
  const last = lines.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(row),
    ...(last === undefined ? {} : { nextCursor: JSON.stringify(at(last)) }),
  };
}

export const changesSource: Source = {
  async rows({ t }, query, host) {
    const [last] = await listSyncs(host.sql, 1);
    if (last === undefined) return { rows: [] };
    const after = place(query.cursor);
    const lines = await listChanges(host.sql, {
      syncId: last.id,
      kind: query.filters['kind'] ?? '',
      search: query.search?.trim() ?? '',
      after: after === null ? null : { name: after[0], id: after[1] },
      limit: query.limit + 1,
    });
    return pageOf(
      lines,
      query.limit,
      (line) => ({
        id: line.assetId,
        href: `/assets/${line.assetId}`,
        cells: {
          asset: { href: `/assets/${line.assetId}`, text: line.assetName },
          before: line.before ?? '–',
          after: line.after ?? '–',
          kind: line.keptByHand
            ? { text: t('sync.kind.kept'), tone: 'neutral' }
            : { text: t(`sync.kind.${line.kind}`), tone: tones[line.kind] },
          why: t(line.kind === 'remove' ? 'sync.rule.goes' : `sync.rule.${line.rule}`),
          device: line.deviceName ?? '',
        },
      }),
      (line) => [line.assetName, line.assetId],
    );
  },
};

export const inboxSource: Source = {
  async rows(context, query, host) {
    const { t } = context;
    const items = await openItems(host.sql, {
      kind: query.filters['kind'] ?? '',
      search: query.search?.trim() ?? '',
      after: place(query.cursor)?.[0] ?? null,
      limit: query.limit + 1,
    });
    return pageOf(
      items,
      query.limit,
      (item) => ({
        id: item.id,
        cells: {
          kind: {
            text: t(`inbox.kind.${item.kind}`),
            tone: item.kind === 'unmatched' ? 'neutral' : 'warning',
          },
          device: deviceNames(item),
          id: item.teamviewerId ?? '–',
          group: [...new Set(item.details.devices.flatMap(({ group }) => group ?? []))].join(', '),
          asset: assetNames(item),
          since: item.since.toString(),
        },
        ...(context.viewer.roles.includes('administrator')
          ? { actions: inRow(decisionsFor(context, item)) }
          : {}),
      }),
      (item) => [item.id, ''],
    );
  },
};

/** A row has room for two; whatever names a device or an asset is decided above. */
function inRow(decisions: readonly BlockButton[]): BlockButton[] {
  const creates = decisions.filter(({ input }) => input?.['decision'] === 'create');
  const ignores = decisions.filter(({ input }) => input?.['decision'] === 'ignore');
  return [...(creates.length === 1 ? creates : []), ...ignores];
}

export const decisionsSource: Source = {
  async rows(context, query, host) {
    const { t } = context;
    const decisions = await listDecisions(host.sql, place(query.cursor)?.[0] ?? null, query.limit + 1);
    return pageOf(
      decisions,
      query.limit,
      (one) => ({
        id: one.itemId,
        cells: {
          decision: {
            text: t(`inbox.decided.${one.created ? 'create' : one.kind}`),
            tone: one.kind === 'link' ? 'success' : 'neutral',
          },
          title: one.title,
          kind: kindOf(t, one.itemId),
          asset: one.assetId === null ? '' : { href: `/assets/${one.assetId}`, text: one.assetName ?? '' },
          person: one.personName,
          at: one.decidedAt.toString(),
        },
        ...(context.viewer.roles.includes('administrator')
          ? {
              actions: [
                {
                  action: 'take-back',
                  label: t('inbox.takeBack'),
                  input: { item: one.itemId },
                  ...(one.kind === 'link'
                    ? { confirm: t(one.created ? 'inbox.takeBack.created' : 'inbox.takeBack.confirm') }
                    : {}),
                },
              ],
            }
          : {}),
      }),
      (one) => [one.itemId, ''],
    );
  },
};

/** Why there was something to decide. */
function kindOf(t: PageContext['t'], itemId: string): string {
  const kind = inboxKinds.find((each) => itemId.startsWith(`${each}:`));
  return kind === undefined ? t('inbox.kind.by_person') : t(`inbox.kind.${kind}`);
}

export const devicesSource: Source = {
  async rows(context, query, host) {
    const after = place(query.cursor);
    const lines = await listDevices(host.sql, {
      search: query.search?.trim() ?? '',
      state: query.filters['state'] ?? '',
      after: after === null ? null : { name: after[0], key: after[1] },
      limit: query.limit + 1,
    });
    const names = await namesOfAssets(
      host.sql,
      lines.flatMap((line) => line.assetId ?? []),
    );
    return pageOf(
      lines,
      query.limit,
      (line) => deviceRow(context, line, names),
      (line) => [line.name, line.key],
    );
  },
};

function deviceRow({ t }: PageContext, line: DeviceLine, names: ReadonlyMap<string, string>): TableRow {
  return {
    id: line.key,
    ...(line.assetId === null ? {} : { href: `/assets/${line.assetId}` }),
    cells: {
      name: line.name === '' ? line.deviceId : line.name,
      id: line.teamviewerId ?? '–',
      group: line.groupName ?? '',
      asset:
        line.assetId === null
          ? ''
          : { href: `/assets/${line.assetId}`, text: names.get(line.assetId) ?? '…' },
      why: line.rule === null ? '' : t(`sync.rule.${line.rule}`),
      state: stateCell(t, line),
      lastSeen: line.lastSeen?.toString() ?? '',
    },
  };
}

function stateCell(
  t: PageContext['t'],
  line: DeviceLine,
): { text: string; tone: 'warning' | 'success' | 'neutral' } {
  if (line.notSeenSince !== null) return { text: t('devices.state.vanished'), tone: 'warning' };
  const online = line.online ?? 'unknown';
  return { text: t(`devices.online.${online}`), tone: online === 'online' ? 'success' : 'neutral' };
}
