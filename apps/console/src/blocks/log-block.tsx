import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../features/automation/automation-api.ts';
import { RunLog } from '../features/automation/run-log.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** The live log of a run. */
export function LogBlock({ run }: { run: string }) {
  const { data, error, refetch } = useQuery(runQuery(run));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={96} />;
  return <RunLog run={data} />;
}
