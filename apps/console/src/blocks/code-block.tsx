import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyValue } from '../ui/copy-value.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import type { BlockOf } from './block-of.ts';
import classes from './code-block.module.css';

/** A code that is read out over the telephone: large groups, and the words for each letter. */
export function CodeBlock({ block }: { block: BlockOf<'code'> }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [alphabet, setAlphabet] = useState(0);
  const spelling = block.spelling ?? [];
  return (
    <div className={classes.block}>
      <div className={classes.label}>{block.label}</div>
      <div className={classes.line}>
        <span className={classes.code}>
          {block.groups.map((group, index) => (
            // Groups of one code may be equal.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} className={classes.group}>
              {group}
            </span>
          ))}
        </span>
        <CopyValue value={block.value} label={block.label} />
      </div>
      {spelling.length > 0 && (
        <Disclosure label={t('blocks.spell')} opened={opened} onToggle={() => setOpened(!opened)}>
          {spelling.length > 1 && (
            <SegmentedControl
              size="xs"
              mt={6}
              aria-label={t('blocks.alphabet')}
              value={String(alphabet)}
              onChange={(chosen) => setAlphabet(Number(chosen))}
              data={spelling.map(({ label }, index) => ({ value: String(index), label }))}
            />
          )}
          <ol className={classes.words}>
            {spelling[alphabet]?.words.map((word, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>{word}</li>
            ))}
          </ol>
        </Disclosure>
      )}
    </div>
  );
}
