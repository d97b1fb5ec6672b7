import { installationStages, type RunDetail } from '@fernwart/contract';
import { isOver } from '../../automation/run-states.ts';

type Stage = (typeof installationStages)[number];
type StageState = 'open' | 'current' | 'done' | 'failed';

/** How far an installation is: its log begins each stage with a line of its own, in the reader's language. */
export function stagesOf(run: Pick<RunDetail, 'state' | 'log'>): Record<Stage, StageState> {
  const at = stageInLog(run.log);
  const stateAt = (index: number): StageState => {
    if (run.state === 'succeeded' || index < at) return 'done';
    if (index > at) return 'open';
    return isOver(run.state) ? 'failed' : 'current';
  };
  return Object.fromEntries(installationStages.map((stage, index) => [stage, stateAt(index)])) as Record<
    Stage,
    StageState
  >;
}

/** The last stage that the log tells of: a run that goes on after a crash may have left some out. */
function stageInLog(log: RunDetail['log']): number {
  const begun = log.flatMap(({ text }) => /^(?:Stufe|Stage) ([1-4])\b/.exec(text)?.[1] ?? []);
  return Number(begun.at(-1) ?? 1) - 1;
}
