import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { personQuery } from '../people/people-api.ts';

interface Props {
  readonly id: string;
  onClear(): void;
}

/** Whose activities the list is cut to, as an address from elsewhere says; a press takes it away. */
export default function ResponsibleFilter({ id, onClear }: Props) {
  const { t } = useTranslation();
  const { data: person } = useQuery(personQuery(id));
  return (
    <Button variant="light" maw="20rem" rightSection={<IconX size={14} />} onClick={onClear}>
      {t('activity.field.responsible')}: <bdi>{person?.name ?? '…'}</bdi>
    </Button>
  );
}
