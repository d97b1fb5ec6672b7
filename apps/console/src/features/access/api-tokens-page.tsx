import type { ApiToken } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { Instant } from '../../ui/instant.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { apiTokensQuery } from './access-api.ts';
import { useRevoke } from './use-revoke.ts';

const route = getRouteApi('/signed-in/administration/api-tokens');

/** Everybody's keys for programs. */
export function ApiTokensPage() {
  const { t } = useTranslation(['console', 'administration']);
  const { selected, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(apiTokensQuery({ of: 'everybody', cursor }));
  const paging = usePaging(cursor);
  const fits = usePreviewFits();
  const columns = useTokenColumns();
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  return (
    <Page fill title={t('administration:access.allTokens')} lead={t('administration:access.allTokensLead')}>
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!data && !error}
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('administration:access.allTokens')}
              name="api-tokens"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              selectedId={shown}
              onSelect={(row) =>
                void navigate({
                  search: (before) => ({ ...before, selected: row.id }),
                  replace: true,
                  state: true,
                })
              }
              stale={isPlaceholderData}
              card={(row) => <TokenCard token={row} />}
              empty={
                <Empty
                  icon={<IconKey size={22} />}
                  title={t('administration:access.noTokens')}
                  text={t('administration:access.noTokensYet')}
                >
                  <ButtonLink to="/profile" variant="default">
                    {t('profile.title')}
                  </ButtonLink>
                </Empty>
              }
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<TokenPreview token={data?.items.find(({ id }) => id === shown)} />}
      />
    </Page>
  );
}

function TokenCard({ token }: { token: ApiToken }) {
  const { t } = useTranslation(['console', 'administration']);
  const revoke = useRevoke();
  return (
    <>
      <strong>{token.name}</strong>
      <div className="dimmed">
        {token.owner.name} · {t('administration:access.expires')} <Instant at={token.expiresAt} />
      </div>
      <Button variant="default" size="xs" mt={6} aria-haspopup="dialog" onClick={() => void revoke(token)}>
        {t('administration:access.revoke')}
      </Button>
    </>
  );
}

function TokenPreview({ token }: { token: ApiToken | undefined }) {
  const { t } = useTranslation(['console', 'administration']);
  const revoke = useRevoke();
  if (!token) return <Empty icon={<IconKey size={22} />} title={t('administration:access.choose')} />;
  return (
    <Preview
      above={token.owner.name}
      title={token.name}
      open={
        <Button variant="default" size="xs" aria-haspopup="dialog" onClick={() => void revoke(token)}>
          {t('administration:access.revoke')}
        </Button>
      }
    >
      <Facts
        facts={[
          { label: t('administration:access.owner'), value: token.owner.name },
          {
            label: t('administration:access.roles'),
            value: token.roles.map((role) => t(`people.roles.${role}`)).join(', '),
          },
          { label: t('administration:access.since'), value: <Instant at={token.createdAt} /> },
          { label: t('administration:access.expires'), value: <Instant at={token.expiresAt} /> },
          {
            label: t('administration:access.lastUsed'),
            value: token.lastUsedAt ? <Instant at={token.lastUsedAt} /> : t('administration:access.never'),
          },
          { label: t('administration:access.from'), value: token.lastAddress ?? '–' },
        ]}
      />
    </Preview>
  );
}

function useTokenColumns(): GridColumn<ApiToken>[] {
  const { t } = useTranslation(['console', 'administration']);
  return useMemo(
    () => [
      { id: 'name', header: t('administration:access.name'), pinned: true, cell: ({ name }) => name },
      { id: 'owner', header: t('administration:access.owner'), width: 12, cell: ({ owner }) => owner.name },
      {
        id: 'expires',
        header: t('administration:access.expires'),
        width: 11,
        cell: ({ expiresAt }) => <Instant at={expiresAt} />,
      },
      {
        id: 'used',
        header: t('administration:access.lastUsed'),
        width: 10,
        cell: ({ lastUsedAt }) =>
          lastUsedAt ? <Instant at={lastUsedAt} as="relative" /> : t('administration:access.never'),
      },
    ],
    [t],
  );
}
