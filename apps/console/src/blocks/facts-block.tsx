import { Tooltip } from '@mantine/core';
import { IconCircleCheckFilled, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyValue } from '../ui/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { useBlockContext } from './block-context.tsx';
import type { BlockOf } from './block-of.ts';
import classes from './facts-block.module.css';
import { InlineContent } from './inline-content.tsx';

type FactData = BlockOf<'facts'>['facts'][number];

export function FactsBlock({ block }: { block: BlockOf<'facts'> }) {
  const { heading } = useBlockContext();
  return (
    <Facts
      // A page of a package's own is wide; a panel stands beside others.
      wide={heading === 'h2'}
      facts={block.facts.map((fact) => ({ label: fact.label, value: <FactValue fact={fact} /> }))}
    />
  );
}

function FactValue({ fact }: { fact: FactData }) {
  const value = (
    <span className={classes.value} data-tone={fact.tone}>
      {fact.tick && <Tick />}
      <InlineContent nodes={fact.value} />
      {fact.tooltip && !fact.tick && <IconInfoCircle size={14} className={classes.hint} aria-hidden="true" />}
    </span>
  );
  return (
    <span className={classes.line}>
      {fact.tooltip ? (
        <Tooltip label={<span className={classes.tooltip}>{fact.tooltip}</span>} multiline maw={340}>
          {/* Keyboard and screen readers reach what hovering shows. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <span tabIndex={0} className={classes.hoverable}>
            {value}
            <span className="visually-hidden"> ({fact.tooltip})</span>
          </span>
        </Tooltip>
      ) : (
        value
      )}
      {fact.copy !== undefined && <CopyValue value={fact.copy} label={fact.label} />}
      {fact.help && <span className={classes.help}>{fact.help}</span>}
    </span>
  );
}

function Tick() {
  const { t } = useTranslation();
  return (
    <IconCircleCheckFilled size={18} className={classes.tick} role="img" aria-label={t('blocks.tick')} />
  );
}
