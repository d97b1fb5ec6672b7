import type { PageContext, Source, TableRow } from '@fernwart/addon-kit';
import { seconds } from '../reports/intervals.ts';
import {
  type ConnectionLine,
  type ListQuery,
  listConnections,
  listSessions,
  type SessionLine,
} from './overview-store.ts';

type Query = Parameters<Source['rows']>[1];

/** Every session, newest first; access is the platform's: agents and administrators (design §8). */
export const sessionsSource: Source = {
  async rows(context, query, host) {
    const lines = await listSessions(host.sql, listQuery(query, 'requestedAt'));
    return pageOf(
      lines,
      query.limit,
      (line) => sessionRow(context, line),
      (line) => line.requestedAt,
    );
  },
};

export const connectionsSource: Source = {
  async rows(context, query, host) {
    const lines = await listConnections(host.sql, listQuery(query, 'startedAt'));
    return pageOf(
      lines,
      query.limit,
      (line) => connectionRow(context, line),
      (line) => line.seenAt,
    );
  },
};

const stateTones = { creating: 'info', open: 'success', ended: 'neutral', failed: 'danger' } as const;
const recordTones = {
  none: 'neutral',
  due: 'info',
  asking: 'info',
  written: 'success',
  nothing: 'neutral',
  undetermined: 'warning',
} as const;

function sessionRow({ t }: PageContext, line: SessionLine): TableRow {
  return {
    id: line.id,
    href: `/activities/${line.activityId}`,
    cells: {
      code: line.code ?? '',
      activity: { href: `/activities/${line.activityId}`, text: line.activityNumber },
      state: { text: stateText(t, line), tone: toneOf(stateTones, line.state) },
      record: { text: t(`list.record.${line.record}`), tone: toneOf(recordTones, line.record) },
      createdBy: line.createdByName,
      customer: line.initiatorName ?? '',
      requestedAt: line.requestedAt.toString(),
      endedAt: line.endedAt?.toString() ?? '',
      connections: line.connections,
    },
  };
}

function stateText(t: PageContext['t'], line: SessionLine): string {
  if (line.state === 'open' && line.online) return t('list.state.online');
  return line.endReason === null ? t(`list.state.${line.state}`) : t(`end.${line.endReason}`);
}

function connectionRow({ t }: PageContext, line: ConnectionLine): TableRow {
  const length = seconds(line);
  return {
    id: line.id,
    ...(line.activityId === null ? {} : { href: `/activities/${line.activityId}` }),
    cells: {
      startedAt: line.startedAt?.toString() ?? '',
      duration: length ?? '',
      supporter: line.supporterName ?? '',
      device: line.deviceName ?? '',
      deviceId: line.deviceId ?? '',
      activity:
        line.activityId === null
          ? ''
          : { href: `/activities/${line.activityId}`, text: line.activityNumber ?? '' },
      code: line.code ?? '',
      kind: t(`report.kind.${line.kind ?? 'unknown'}`),
      rating: line.rating ?? '',
      notes: line.notes ?? '',
    },
  };
}

function toneOf<Tones extends Readonly<Record<string, string>>>(
  tones: Tones,
  name: string,
): Tones[keyof Tones] | 'neutral' {
  return Object.hasOwn(tones, name) ? (tones[name as keyof Tones] ?? 'neutral') : 'neutral';
}

/** Newest first unless the column's ascending order is asked for. One line more says whether there is another page. */
function listQuery(query: Query, column: string): ListQuery {
  return {
    search: query.search?.trim() ?? '',
    filters: query.filters,
    descending: query.sort !== column,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  };
}

function pageOf<Line extends { readonly id: string }>(
  lines: readonly Line[],
  limit: number,
  row: (line: Line) => TableRow,
  at: (line: Line) => Temporal.Instant,
): { rows: TableRow[]; nextCursor?: string } {
  const shown = lines.slice(0, limit);
  const last = lines.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(row),
    ...(last === undefined ? {} : { nextCursor: `${at(last).toString()} ${last.id}` }),
  };
}

function readCursor(cursor: string | null): ListQuery['after'] {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\w-]{1,100})$/.exec(cursor ?? '');
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { at: Temporal.Instant.from(match[1]), id: match[2] };
}
