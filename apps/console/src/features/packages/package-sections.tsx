import type { PackagePage, PageArea, PanelAnswer } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { shellQuery } from '../../app/shell-api.ts';
import { BlockProvider } from '../../blocks/block-context.tsx';
import { Card } from '../../ui/card.tsx';
import { packagePageQuery } from './packages-api.ts';

const BlockList = lazy(async () => ({ default: (await import('../../blocks/block-list.tsx')).BlockList }));

interface Section {
  readonly page: PackagePage;
  readonly answer: PanelAnswer;
  refresh(): void;
}
export interface Sections {
  /** Everything that packages have to say here is known. */
  readonly ready: boolean;
  readonly sections: readonly Section[];
}

/** Add-ons do not touch every list that shows them: what they say here is asked again now and then. */
const askAgain = 30_000;

/** What packages add to a page of the console's own; one that fails or has nothing to say adds nothing. */
export function usePackageSections(area: PageArea, topics: readonly string[] = []): Sections {
  const shell = useQuery(shellQuery);
  const pages = shell.data?.pages.filter((page) => page.area === area) ?? [];
  const answers = useQueries({
    queries: pages.map((page) => ({
      ...packagePageQuery(page.package, page.id),
      refetchInterval: askAgain,
      meta: { topics },
    })),
  });
  return {
    ready: !shell.isPending && answers.every(({ isPending }) => !isPending),
    sections: pages.flatMap((page, index) => {
      const { data: answer, refetch } = answers[index] ?? {};
      if (!answer || answer.blocks.length === 0) return [];
      return [{ page, answer, refresh: () => void refetch?.() }];
    }),
  };
}

/** Each in a card of its own under its title; `large` for people who seldom see the console. */
export function PackageSections({ sections, large = false }: { sections: Sections; large?: boolean }) {
  return sections.sections.map((section) => (
    <PackageSection key={`${section.page.package}/${section.page.id}`} section={section} large={large} />
  ));
}

function PackageSection({ section, large }: { section: Section; large: boolean }) {
  const { page, answer, refresh } = section;
  const context = useMemo(
    () => ({ packageId: page.package, subject: null, heading: 'h3' as const, large, refresh }),
    [page.package, large, refresh],
  );
  return (
    <Card title={answer.title}>
      <BlockProvider value={context}>
        <Suspense fallback={<Skeleton height={72} />}>
          <BlockList blocks={answer.blocks} />
        </Suspense>
      </BlockProvider>
    </Card>
  );
}
