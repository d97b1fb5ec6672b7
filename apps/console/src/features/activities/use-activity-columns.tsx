import type { ListedActivity } from '@fernwart/contract';
import { Checkbox } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { KindMark, PriorityMark, StateMark } from './activity-looks.tsx';

/** Which rows are chosen for what is done with several at once; left out: nothing can be. */
export interface RowChoice {
  readonly ids: ReadonlySet<string>;
  onToggle(id: string): void;
}

export function useActivityColumns(choice?: RowChoice): GridColumn<ListedActivity>[] {
  const { t } = useTranslation(['console', 'desk']);
  return useMemo(
    () => [
      ...(choice
        ? [choiceColumn(t('desk:bulk.column'), (number) => t('desk:bulk.select', { number }), choice)]
        : []),
      {
        id: 'number',
        header: t('activity.field.number'),
        sort: 'number',
        width: 7.5,
        pinned: true,
        cell: ({ id, number, kind }) => (
          <>
            <KindMark kind={kind} short />{' '}
            <AnchorLink to="/activities/$activity" params={{ activity: id }} tabIndex={-1} inherit>
              {number}
            </AnchorLink>
          </>
        ),
      },
      {
        id: 'subject',
        header: t('activity.field.subject'),
        sort: 'subject',
        pinned: true,
        cell: ({ subject }) => <span dir="auto">{subject}</span>,
      },
      {
        id: 'state',
        header: t('activity.field.state'),
        sort: 'state',
        width: 8.75,
        cell: ({ state }) => <StateMark state={state} />,
      },
      {
        id: 'priority',
        header: t('activity.field.priorityShort'),
        sort: 'priority',
        width: 5.75,
        cell: ({ priority }) => <PriorityMark priority={priority} short />,
      },
      {
        id: 'initiator',
        header: t('activity.field.initiator'),
        width: 11,
        cell: ({ initiator }) => initiator?.name ?? <span className="dimmed">–</span>,
      },
      {
        id: 'responsible',
        header: t('activity.field.responsible'),
        width: 10.5,
        cell: ({ responsible, team }) =>
          responsible ? (
            <PersonName name={responsible.name} />
          ) : (
            <span className="dimmed">{team?.name ?? t('activity.nobody')}</span>
          ),
      },
      {
        id: 'updated',
        header: t('activity.field.updated'),
        sort: 'updatedAt',
        width: 7.25,
        cell: ({ updatedAt }) => <Instant at={updatedAt} as="relative" />,
      },
    ],
    [t, choice],
  );
}

/** Out of the tab order, as the links in the rows: the key X chooses the row one is in. */
function choiceColumn(
  header: string,
  label: (number: string) => string,
  choice: RowChoice,
): GridColumn<ListedActivity> {
  return {
    id: 'choice',
    header,
    width: 3.5,
    pinned: true,
    cell: ({ id, number }) => (
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={label(number)}
        checked={choice.ids.has(id)}
        onChange={() => choice.onToggle(id)}
      />
    ),
  };
}
