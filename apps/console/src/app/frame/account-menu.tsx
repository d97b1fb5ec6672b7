import type { Me } from '@fernwart/contract';
import { Button, Popover, Skeleton, UnstyledButton } from '@mantine/core';
import type { UseDisclosureReturnValue } from '@mantine/hooks';
import { IconLogout, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../features/people/people-api.ts';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { PersonSeal } from '../../ui/person-name.tsx';
import classes from './navigation.module.css';

const DisplayChoices = lazy(() => import('./display-choices.tsx'));

/** Who one is, how one reads, and the way out. */
export function AccountMenu({ me, shown: [opened, menu] }: { me: Me; shown: UseDisclosureReturnValue }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { to: '/' } });
      // Nothing of one person's answers stays for the next.
      client.clear();
    },
    onError: (error) => notifyProblem(error),
  });
  return (
    <Popover
      opened={opened}
      onChange={menu.toggle}
      position="top-start"
      width={264}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <UnstyledButton className={classes.account} onClick={menu.toggle} aria-haspopup="dialog">
          <PersonSeal name={me.name} large />
          <span className={classes.accountText}>
            <span className={`${classes.accountName} one-line`}>{me.name}</span>
            <span className={classes.accountRole}>
              {me.roles.map((role) => t(`people.roles.${role}`)).join(', ')}
            </span>
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('frame.account')}>
        <Suspense fallback={<Skeleton height={76} />}>
          <DisplayChoices />
        </Suspense>
        <ButtonLink
          to="/profile"
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          leftSection={<IconUserCog size={16} />}
          onClick={menu.close}
        >
          {t('profile.title')}
        </ButtonLink>
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          leftSection={<IconLogout size={16} />}
          loading={leave.isPending}
          onClick={() => leave.mutate()}
        >
          {t('frame.signOut')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
