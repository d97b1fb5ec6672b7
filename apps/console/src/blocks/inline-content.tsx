import type { Inline } from '@fernwart/contract';
import { Fragment } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { Instant } from '../ui/instant.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import classes from './inline-content.module.css';

/** Typed inline content: text is text, never markup. */
export function InlineContent({ nodes }: { nodes: readonly Inline[] }) {
  return (
    <span className={classes.content} dir="auto">
      {nodes.map((node, index) => (
        // The nodes of an entry never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          <InlineNode node={node} />
        </Fragment>
      ))}
    </span>
  );
}

function InlineNode({ node }: { node: Inline }) {
  const format = useFormat();
  switch (node.type) {
    case 'text':
      return node.strong ? <strong>{node.text}</strong> : node.text;
    case 'instant':
      return <Instant at={node.at} />;
    case 'duration':
      return format.duration(node.seconds);
    case 'person':
      return <span className={classes.person}>{node.name}</span>;
    case 'link':
      return <SafeLink href={node.href}>{node.text}</SafeLink>;
    case 'code':
      return <code className={classes.code}>{node.text}</code>;
    case 'break':
      return <br />;
  }
}
