import { Button, Skeleton } from '@mantine/core';
import { IconMoodSmile, IconPencilPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PackageSections, usePackageSections } from '../packages/package-sections.tsx';
import { useMe } from '../people/use-me.ts';
import { DeskHours } from './desk-hours.tsx';
import classes from './portal.module.css';
import { closedRequestsQuery, deskHoursQuery, openRequestsQuery, unreadQuery } from './portal-api.ts';
import { RequestCard } from './request-card.tsx';

/** Where somebody in trouble begins: what is going on, and one button for what is new. */
export function PortalHomePage() {
  const { t } = useTranslation(['console', 'portal']);
  const me = useMe();
  const open = useQuery(openRequestsQuery(me.id));
  const sections = usePackageSections('portal', watched(open.data?.items));
  const hours = useQuery(deskHoursQuery);
  // A session that appears above what one is about to press would move it away.
  const ready = sections.ready && !hours.isPending;
  return (
    <Page
      narrow="middle"
      title={t('portal:home.title')}
      lead={t('portal:home.hello', { name: me.name })}
      actions={
        <ButtonLink to="/portal/report" size="md" leftSection={<IconPencilPlus size={18} />}>
          {t('portal:home.report')}
        </ButtonLink>
      }
    >
      <div className={classes.portal}>
        {open.error && <ProblemNotice error={open.error} onRetry={() => void open.refetch()} />}
        {!open.error && (!open.data || !ready) && <Skeleton height={180} radius="lg" />}
        {open.data && ready && (
          <>
            <PackageSections sections={sections} large />
            <DeskHours />
            <OpenRequests items={open.data.items} />
            <ClosedRequests personId={me.id} />
          </>
        )}
      </div>
    </Page>
  );
}

/** A session may begin on any of them; a stream takes a hundred topics in all. */
function watched(open: readonly { readonly id: string }[] = []): string[] {
  return open.slice(0, 30).map(({ id }) => `activity:${id}`);
}

function OpenRequests({ items }: { items: readonly Parameters<typeof RequestCard>[0]['request'][] }) {
  const { t } = useTranslation(['console', 'portal']);
  const { data: unread } = useQuery(unreadQuery);
  if (items.length === 0) {
    return (
      <Card>
        <Empty
          icon={<IconMoodSmile size={22} />}
          title={t('portal:home.none')}
          text={t('portal:home.noneText')}
        >
          <ButtonLink to="/portal/report" size="md">
            {t('portal:home.report')}
          </ButtonLink>
        </Empty>
      </Card>
    );
  }
  return (
    <Card title={t('portal:home.open')}>
      <ul className={classes.requests}>
        {items.map((request) => (
          <RequestCard
            key={request.id}
            request={request}
            unread={unread?.activities.includes(request.id) ?? false}
          />
        ))}
      </ul>
    </Card>
  );
}

function ClosedRequests({ personId }: { personId: string }) {
  const { t } = useTranslation(['console', 'portal']);
  const closed = useInfiniteQuery(closedRequestsQuery(personId));
  const items = closed.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t('portal:home.closed')}>
      {closed.error && <ProblemNotice error={closed.error} onRetry={() => void closed.refetch()} />}
      {closed.isPending && <Skeleton height={64} />}
      {closed.data && items.length === 0 && <p className="dimmed">{t('portal:home.noClosed')}</p>}
      <ul className={classes.requests}>
        {items.map((request) => (
          <RequestCard key={request.id} request={request} unread={false} />
        ))}
      </ul>
      {closed.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={closed.isFetchingNextPage}
          onClick={() => void closed.fetchNextPage()}
        >
          {t('portal:home.older')}
        </Button>
      )}
    </Card>
  );
}
