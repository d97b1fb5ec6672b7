import type { Activity } from '@fernwart/contract';
import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconLink, IconUnlink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { AssetPicker } from '../assets/asset-picker.tsx';
import { useMe } from '../people/use-me.ts';
import { linkAsset, unlinkAsset } from './activities-api.ts';
import classes from './linked-assets.module.css';

/** The devices that an activity is about. */
export function LinkedAssets({ activity }: { activity: Activity }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useMe().roles.includes('agent');
  const [opened, picker] = useDisclosure(false);
  const settled = {
    onSuccess: () => touch(client, `activity:${activity.id}`, 'activities'),
    onError: (error: unknown) => notifyProblem(error),
  };
  const link = useMutation({ mutationFn: (assetId: string) => linkAsset(activity.id, assetId), ...settled });
  const unlink = useMutation({
    mutationFn: (assetId: string) => unlinkAsset(activity.id, assetId),
    ...settled,
  });
  const add = mayChange && (
    <Popover
      opened={opened}
      onChange={picker.toggle}
      position="bottom-end"
      width="min(21rem, calc(100vw - 1.5rem))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<IconLink size={14} />} onClick={picker.toggle}>
          {t('activity.linkAsset')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('activity.linkAsset')}>
        <AssetPicker
          label={t('activity.linkAsset')}
          ownerId={activity.initiator?.id ?? null}
          without={activity.assets.map(({ id }) => id)}
          onPick={(assetId) => {
            picker.close();
            link.mutate(assetId);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <Card title={t('activity.field.assets')} aside={add}>
      {activity.assets.length === 0 ? (
        <p className="dimmed">{t('activity.noAssets')}</p>
      ) : (
        <ul className={classes.assets}>
          {activity.assets.map(({ id, name, inventoryNumber }) => (
            <li key={id} className={classes.asset}>
              <IconDeviceDesktop size={16} aria-hidden="true" />
              <span className={classes.name}>
                <AnchorLink to="/assets/$asset" params={{ asset: id }} inherit>
                  {name}
                </AnchorLink>
                {inventoryNumber && <span className={classes.number}>{inventoryNumber}</span>}
              </span>
              {mayChange && (
                <Tooltip label={t('activity.unlinkAsset', { name })}>
                  <ActionIcon
                    size="sm"
                    aria-label={t('activity.unlinkAsset', { name })}
                    loading={unlink.isPending && unlink.variables === id}
                    onClick={() => unlink.mutate(id)}
                  >
                    <IconUnlink size={14} />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
