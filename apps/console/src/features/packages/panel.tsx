import type { PanelRef, Subject } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { BlockProvider } from '../../blocks/block-context.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { panelQuery } from './packages-api.ts';

const BlockList = lazy(async () => ({ default: (await import('../../blocks/block-list.tsx')).BlockList }));

/** An add-on's panel about something; it renders again whenever one of its topics is touched. */
export function Panel({ panel, subject }: { panel: PanelRef; subject: Subject }) {
  const large = panel.place === 'portal';
  const { data, error, refetch } = useQuery(panelQuery(panel.package, panel.id, subject));
  const topics = data?.topics;
  const context = useMemo(
    () => ({
      packageId: panel.package,
      subject,
      heading: 'h3' as const,
      large,
      topics,
      refresh: () => void refetch(),
    }),
    [panel.package, subject, large, topics, refetch],
  );
  return (
    <Card title={data?.title ?? panel.title}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={72} aria-busy="true" />}
      {data && !error && (
        <BlockProvider value={context}>
          <Suspense fallback={<Skeleton height={72} />}>
            <BlockList blocks={data.blocks} />
          </Suspense>
        </BlockProvider>
      )}
    </Card>
  );
}
