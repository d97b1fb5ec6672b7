import type { PackagePage, PageArea, PanelAnswer } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { shellQuery } from '../../app/shell-api.ts';
import { BlockProvider } from '../../blocks/block-context.tsx';
import { Card } from '../../ui/card.tsx';
import { askPackagePage } from './packages-api.ts';

const BlockList = lazy(async () => ({ default: (await import('../../blocks/block-list.tsx')).BlockList }));

interface Section {
  readonly page: PackagePage;
  readonly answer: PanelAnswer;
}
export interface Sections {
  /** How many are being asked for the first time. */
  readonly awaited: number;
  /** Everything that packages have to say here is known. */
  readonly ready: boolean;
  readonly sections: readonly Section[];
  refresh(): void;
}

/** A chart with its heading, legend and table's button. */
const drawnHeight = 288;
/** Add-ons do not touch every list that shows them: what they say here is asked again now and then. */
const askAgain = 30_000;

/** What packages add to a page of the console's own; one that fails or has nothing to say adds nothing. */
export function usePackageSections(area: PageArea, topics: readonly string[] = []): Sections {
  const shell = useQuery(shellQuery);
  const pages = shell.data?.pages.filter((page) => page.area === area);
  const { data, isPending, refetch } = useQuery({
    queryKey: ['packages', 'sections', area, pages?.map((page) => `${page.package}/${page.id}`)],
    queryFn: (context) => askAll(pages ?? [], context),
    enabled: pages !== undefined,
    refetchInterval: askAgain,
    meta: { topics },
  });
  return {
    awaited: isPending ? (pages?.length ?? 0) : 0,
    ready: shell.isError || !isPending,
    sections: data?.sections ?? [],
    refresh: () => void refetch(),
  };
}

async function askAll(
  pages: readonly PackagePage[],
  { signal }: { signal: AbortSignal },
): Promise<{ sections: Section[]; topics: string[] }> {
  const asked = await Promise.allSettled(
    pages.map(async (page) => ({ page, answer: await askPackagePage(page.package, page.id, signal) })),
  );
  const answered = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return {
    sections: answered.filter(({ answer }) => answer.blocks.length > 0),
    topics: answered.flatMap(({ answer }) => answer.topics),
  };
}

/** Each in a card of its own under its title; `large` for people who seldom see the console. */
export function PackageSections(props: {
  sections: Sections;
  large?: boolean;
  /** What is drawn says by itself what it is, as charts do. */
  untitled?: boolean;
  /** They always have something to say: their places are kept from the beginning. */
  kept?: boolean;
}) {
  const { sections, large = false, untitled = false, kept = false } = props;
  const awaited = kept ? sections.awaited : 0;
  return (
    <>
      {Array.from({ length: awaited }, (_, index) => (
        <Card key={index}>
          <Skeleton height={untitled ? drawnHeight : 96} />
        </Card>
      ))}
      {sections.sections.map((section) => (
        <PackageSection
          key={`${section.page.package}/${section.page.id}`}
          section={section}
          large={large}
          untitled={untitled}
          refresh={sections.refresh}
        />
      ))}
    </>
  );
}

function PackageSection(props: { section: Section; large: boolean; untitled: boolean; refresh(): void }) {
  const { large, untitled, refresh } = props;
  const { page, answer } = props.section;
  const { topics } = answer;
  const context = useMemo(
    () => ({ packageId: page.package, subject: null, heading: 'h3' as const, large, topics, refresh }),
    [page.package, large, topics, refresh],
  );
  return (
    <Card {...(untitled ? {} : { title: answer.title })}>
      <BlockProvider value={context}>
        <Suspense fallback={<Skeleton height={untitled ? drawnHeight : 72} />}>
          <BlockList blocks={answer.blocks} />
        </Suspense>
      </BlockProvider>
    </Card>
  );
}
