import type { complianceRule } from '@fernwart/contract';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ToPackages } from '../packages/to-packages.tsx';
import { complianceRulesQuery } from './automation-api.ts';
import { LastRun } from './last-run.tsx';

type Rule = z.output<typeof complianceRule>;

export function ComplianceRulesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(complianceRulesQuery);
  const columns = useMemo(
    (): GridColumn<Rule>[] => [
      {
        id: 'name',
        header: t('rules.name'),
        pinned: true,
        wrap: true,
        cell: ({ name }) => <strong>{name}</strong>,
      },
      {
        id: 'description',
        header: t('rules.description'),
        wrap: true,
        cell: ({ description }) => description,
      },
      { id: 'workflow', header: t('runs.workflow'), wrap: true, cell: ({ workflow }) => workflow },
      {
        id: 'last',
        header: t('runs.last'),
        width: 15,
        cell: ({ lastRun }) => <LastRun run={lastRun} />,
      },
    ],
    [t],
  );
  return (
    <Page title={t('rules.title')} lead={t('rules.lead')}>
      <Card flush>
        {error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <DataGrid
            label={t('rules.title')}
            name="rules"
            columns={columns}
            rows={data?.items}
            rowId={(row) => `${row.package}/${row.name}`}
            card={(row) => (
              <>
                <strong>{row.name}</strong>
                <div className="dimmed">{row.description}</div>
                <div className="dimmed">{row.workflow}</div>
                <LastRun run={row.lastRun} />
              </>
            )}
            empty={
              <Empty icon={<IconScale size={22} />} title={t('rules.none')} text={t('rules.noneYet')}>
                <ToPackages />
              </Empty>
            }
          />
        )}
      </Card>
    </Page>
  );
}
