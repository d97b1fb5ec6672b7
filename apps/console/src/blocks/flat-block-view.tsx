import type { FlatBlock } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { ButtonsBlock } from './buttons-block.tsx';
import { CodeBlock } from './code-block.tsx';
import { DifferenceBlock } from './difference-block.tsx';
import { FactsBlock } from './facts-block.tsx';
import { FormBlock } from './form-block.tsx';
import { InboxBlock } from './inbox-block.tsx';
import { InlineContent } from './inline-content.tsx';
import { LinksBlock } from './links-block.tsx';
import { LogBlock } from './log-block.tsx';
import { NoticeBlock } from './notice-block.tsx';
import { ProgressBlock } from './progress-block.tsx';
import { QrBlock } from './qr-block.tsx';
import { HeadingBlock, TextBlock } from './text-blocks.tsx';
import { TimelineBlock } from './timeline-block.tsx';

const ChartBlock = lazy(() => import('./chart/chart-block.tsx'));
const TableBlock = lazy(() => import('./table/table-block.tsx'));

/** Draws one block that holds no others. */
export function FlatBlockView({ block }: { block: FlatBlock }) {
  switch (block.type) {
    case 'heading':
      return <HeadingBlock block={block} />;
    case 'text':
      return <TextBlock block={block} />;
    case 'content':
      return <InlineContent nodes={block.content} />;
    case 'facts':
      return <FactsBlock block={block} />;
    case 'notice':
      return <NoticeBlock block={block} />;
    case 'links':
      return <LinksBlock block={block} />;
    case 'buttons':
      return <ButtonsBlock buttons={block.buttons} />;
    case 'qr':
      return <QrBlock block={block} />;
    case 'code':
      return <CodeBlock block={block} />;
    case 'timeline':
      return <TimelineBlock block={block} />;
    case 'progress':
      return <ProgressBlock block={block} />;
    case 'log':
      return <LogBlock run={block.run} />;
    case 'chart':
      return (
        <Suspense fallback={<Skeleton height={220} />}>
          <ChartBlock block={block} />
        </Suspense>
      );
    case 'table':
      return (
        <Suspense fallback={<Skeleton height={220} />}>
          <TableBlock block={block} />
        </Suspense>
      );
    case 'form':
      return <FormBlock block={block} />;
    case 'difference':
      return <DifferenceBlock block={block} />;
    case 'inbox':
      return <InboxBlock block={block} />;
  }
}
