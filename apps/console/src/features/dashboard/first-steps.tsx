import type { Block, FirstSteps as CoreSteps, FlatBlock } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockProvider } from '../../blocks/block-context.tsx';
import { Card } from '../../ui/card.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { notifyUndo } from '../../ui/notify-undo.tsx';
import { type Sections, usePackageSections } from '../packages/package-sections.tsx';
import classes from './dashboard.module.css';
import { dismissFirstSteps, firstStepsQuery } from './dashboard-api.ts';

const BlockList = lazy(async () => ({ default: (await import('../../blocks/block-list.tsx')).BlockList }));

interface Step {
  readonly key: string;
  readonly title: string;
  readonly done: boolean;
  readonly more: ReactNode;
}

interface Props {
  /** The rest of the page. */
  readonly children: ReactNode;
  /** Stands there until it is known whether there are steps left. */
  readonly pending: ReactNode;
}

/** From an empty installation to the first session. It is gone once everything is true, or when nobody wants to see it. */
export default function FirstSteps({ children, pending }: Props) {
  const steps = useQuery(firstStepsQuery);
  const added = usePackageSections('first_steps', ['packages', 'configurations']);
  // What comes below waits: it would be pushed down.
  if (steps.isPending || !added.ready) return pending;
  return (
    <>
      {steps.data && !steps.data.dismissed && <Steps data={steps.data} added={added} />}
      {children}
    </>
  );
}

function Steps({ data, added }: { data: CoreSteps; added: Sections }) {
  const { t } = useTranslation(['console', 'dashboard']);
  const client = useQueryClient();
  const ownSteps = useOwnSteps();
  const dismiss = useMutation({
    mutationFn: dismissFirstSteps,
    onSuccess: async (_answer, dismissed) => {
      await client.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
      if (!dismissed) return;
      notifyUndo('first-steps', t('dashboard:firstSteps.dismissed'), t('dashboard:firstSteps.undo'), () =>
        dismiss.mutate(false),
      );
    },
    onError: (error) => notifyProblem(error),
  });
  const steps: Step[] = [
    ...ownSteps(data),
    ...added.sections.flatMap(({ page, answer }) => addedSteps(page.package, answer.blocks, added.refresh)),
  ];
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  const current = steps.find((step) => !step.done);
  return (
    <Card
      title={t('dashboard:firstSteps.title')}
      aside={
        <Button size="xs" variant="subtle" loading={dismiss.isPending} onClick={() => dismiss.mutate(true)}>
          {t('dashboard:firstSteps.dismiss')}
        </Button>
      }
    >
      <p className="dimmed">
        {t('dashboard:firstSteps.lead')} {t('dashboard:firstSteps.progress', { done, all: steps.length })}
      </p>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li
            key={step.key}
            className={classes.step}
            data-done={step.done || undefined}
            data-current={step === current || undefined}
            aria-current={step === current ? 'step' : undefined}
          >
            {step.done ? (
              <IconCircleCheckFilled size={20} aria-hidden="true" />
            ) : (
              <IconCircle size={20} aria-hidden="true" />
            )}
            <div>
              <span className="visually-hidden">
                {step.done ? t('dashboard:firstSteps.isDone') : t('dashboard:firstSteps.isOpen')}{' '}
              </span>
              <span className={classes.stepTitle}>{step.title}</span>
              {step === current && step.more}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

const targets = {
  mail: '/administration/settings/mail',
  people: '/administration/people',
  package: '/administration/packages/install',
} as const;

function useOwnSteps(): (data: CoreSteps) => Step[] {
  const { t } = useTranslation(['console', 'dashboard']);
  return ({ steps }) =>
    steps.map(({ name, done }) => ({
      key: name,
      title: t(`dashboard:firstSteps.${name}`),
      done,
      more: (
        <>
          <p className={classes.stepText}>{t(`dashboard:firstSteps.${name}Text`)}</p>
          <ButtonLink to={targets[name]} size="xs" variant="light">
            {t(`dashboard:firstSteps.${name}Go`)}
          </ButtonLink>
        </>
      ),
    }));
}

/** A package says its own steps as one guide. */
function addedSteps(packageId: string, blocks: readonly Block[], refresh: () => void): Step[] {
  const context = { packageId, subject: null, heading: 'h3' as const, refresh };
  return blocks.flatMap((block) =>
    block.type === 'steps'
      ? block.steps.map((step, index) => ({
          key: `${packageId} ${index}`,
          title: step.title,
          done: step.state === 'done',
          more: step.blocks && <StepBlocks context={context} blocks={step.blocks} />,
        }))
      : [],
  );
}

function StepBlocks(props: {
  context: Parameters<typeof BlockProvider>[0]['value'];
  blocks: readonly FlatBlock[];
}) {
  return (
    <BlockProvider value={props.context}>
      <Suspense fallback={null}>
        <BlockList blocks={props.blocks} />
      </Suspense>
    </BlockProvider>
  );
}
