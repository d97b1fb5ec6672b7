import { installationStages, type RunDetail } from '@fernwart/contract';
import { z } from 'zod';
import { isOver } from '../../automation/run-states.ts';

type Stage = (typeof installationStages)[number];
type StageState = 'open' | 'current' | 'done' | 'failed';

const progress = z.object({ stage: z.enum(installationStages) });

/** How far an installation is: by the stage that its run names, else as far as its state alone tells. */
export function stagesOf(run: Pick<RunDetail, 'state' | 'result' | 'log'>): Record<Stage, StageState> {
  const named = progress.safeParse(run.result).data?.stage;
  const at = installationStages.indexOf(named ?? stageInLog(run.log) ?? 'check');
  const stateAt = (index: number): StageState => {
    if (run.state === 'succeeded') return 'done';
    if (index < at) return 'done';
    if (index > at) return 'open';
    return isOver(run.state) ? 'failed' : 'current';
  };
  return Object.fromEntries(installationStages.map((stage, index) => [stage, stateAt(index)])) as Record<
    Stage,
    StageState
  >;
}

/** Installation logs begin each stage with a line of its own: as many lines of that kind, as many stages. */
function stageInLog(log: RunDetail['log']): Stage | undefined {
  const begun = log.filter(({ text }) => stageLine.test(text)).length;
  return installationStages[Math.min(begun, installationStages.length) - 1];
}
const stageLine = /^(Stufe|Stage) [1-4]\b/;
