import { Button } from '@mantine/core';
import { IconPencil, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { PendingPreview, Preview, PreviewSection } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { teamQuery } from './people-administration-api.ts';
import classes from './team-preview.module.css';

interface Props {
  readonly id: string | undefined;
  onEdit(id: string): void;
}

export function TeamPreview({ id, onEdit }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  if (!id) return <Empty icon={<IconUsersGroup size={22} />} title={t('administration:teams.choose')} />;
  return <LoadedTeam key={id} id={id} onEdit={onEdit} />;
}

function LoadedTeam({ id, onEdit }: { id: string; onEdit(id: string): void }) {
  const { t } = useTranslation(['console', 'administration']);
  const { data: team, error, refetch } = useQuery(teamQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!team) return <PendingPreview />;
  return (
    <Preview
      above={team.archived ? t('administration:teams.archived') : t('administration:teams.inUse')}
      title={team.name}
      open={
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} />}
          aria-haspopup="dialog"
          onClick={() => onEdit(id)}
        >
          {t('common.edit')}
        </Button>
      }
    >
      <PreviewSection title={t('administration:teams.members')}>
        {team.members.length === 0 && <p className="dimmed">{t('administration:teams.noMembers')}</p>}
        <ul className={classes.members}>
          {team.members.map((member) => (
            <li key={member.id}>
              <PersonName name={member.name} />
            </li>
          ))}
        </ul>
      </PreviewSection>
    </Preview>
  );
}
