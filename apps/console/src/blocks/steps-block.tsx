import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../ui/instant.tsx';
import type { BlockOf } from './block-of.ts';
import { BlockStack } from './block-stack.tsx';
import { FlatBlockView } from './flat-block-view.tsx';
import classes from './steps-block.module.css';

type Step = BlockOf<'steps'>['steps'][number];

/** A guide whose steps tick themselves. */
export function StepsBlock({ block }: { block: BlockOf<'steps'> }) {
  return (
    <ol className={classes.steps} aria-label={block.label}>
      {block.steps.map((step, index) => (
        // A guide's steps keep their places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={classes.step} data-state={step.state} aria-current={current(step)}>
          <StepSign step={step} number={index + 1} />
          <div className={classes.body}>
            <div className={classes.head}>
              <span className={classes.title}>{step.title}</span>
              {step.at && (
                <span className={classes.at}>
                  <Instant at={step.at} />
                </span>
              )}
            </div>
            {step.blocks && step.blocks.length > 0 && (
              <BlockStack
                blocks={step.blocks}
                draw={(inner, key) => <FlatBlockView key={key} block={inner} />}
              />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function current(step: Step): 'step' | undefined {
  return step.state === 'current' ? 'step' : undefined;
}

function StepSign({ step, number }: { step: Step; number: number }) {
  const { t } = useTranslation();
  return (
    <span className={classes.sign}>
      <span aria-hidden="true">
        {step.state === 'done' ? <IconCheck size={15} stroke={2.6} /> : null}
        {step.state === 'failed' ? <IconX size={15} stroke={2.6} /> : null}
        {step.state === 'open' || step.state === 'current' ? number : null}
      </span>
      <span className="visually-hidden">{t(`blocks.step.${step.state}`)}</span>
    </span>
  );
}
