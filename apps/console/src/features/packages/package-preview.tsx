import type { InstalledPackage } from '@fernwart/contract';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { command } from '../../app/api/request.ts';
import { touch } from '../../app/live/touch.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { Preview } from '../../ui/preview.tsx';
import { packageTones } from './package-states.ts';
import { RemovePackageDialog } from './remove-package-dialog.tsx';
import { SignedMark } from './signed-mark.tsx';

export function PackagePreview({ item }: { item: InstalledPackage | undefined }) {
  const { t } = useTranslation();
  if (!item) return <Empty icon={<IconPackage size={22} />} title={t('packages.choose')} />;
  return <LoadedPackage key={item.id} item={item} />;
}

function LoadedPackage({ item }: { item: InstalledPackage }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [removing, remove] = useDisclosure(false);
  const language = currentLanguage();
  const toggle = useMutation({
    mutationFn: () =>
      command('POST', `/packages/${item.id}/${item.state === 'disabled' ? 'enable' : 'disable'}`),
    onSuccess: () => touch(client, 'packages'),
    onError: (error) => notifyProblem(error),
  });
  const disabled = item.state === 'disabled';
  return (
    <Preview
      above={<Mark tone={packageTones[item.state]}>{t(`packages.states.${item.state}`)}</Mark>}
      title={item.name[language]}
    >
      <p className="pre-line">{item.description[language]}</p>
      <Facts
        facts={[
          { label: t('packages.vendor'), value: item.vendor },
          { label: t('packages.version'), value: item.version },
          {
            label: t('packages.signature'),
            value: <SignedMark signed={item.signed} publisher={item.publisher} />,
          },
          { label: t('packages.publisher'), value: item.publisher ?? '–' },
          { label: t('packages.installedAt'), value: <Instant at={item.installedAt} /> },
          { label: t('packages.installedBy'), value: item.installedBy },
        ]}
      />
      <Group gap="xs">
        {(disabled || item.state === 'active') && (
          <Button
            variant="default"
            loading={toggle.isPending}
            leftSection={disabled ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => toggle.mutate()}
          >
            {disabled ? t('packages.enable') : t('packages.disable')}
          </Button>
        )}
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} />}
          aria-haspopup="dialog"
          disabled={item.state === 'installing'}
          onClick={remove.open}
        >
          {t('packages.remove')}
        </Button>
      </Group>
      <RemovePackageDialog opened={removing} item={item} onClose={remove.close} />
    </Preview>
  );
}
