import { ActionIcon } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../features/people/use-me.ts';
import { ReaderProvider } from '../../i18n/reader.tsx';
import { withTexts } from '../../i18n/with-texts.ts';
import { Wordmark } from '../../ui/wordmark.tsx';
import { NoEntryPage } from '../error-pages.tsx';
import { useLive } from '../live/use-live.ts';
import { shellQuery } from '../shell-api.ts';
import { DemoStrip } from './demo-strip.tsx';
import classes from './frame.module.css';
import { mayEnter } from './may-enter.ts';
import { Navigation } from './navigation.tsx';
import { OfflineNotice } from './offline-notice.tsx';

const Notices = lazy(() => import('./notices.tsx'));
const DeskTools = lazy(() => withTexts('desk', import('./desk-tools.tsx')));
const NavigationDrawer = lazy(() => import('./navigation-drawer.tsx'));

/** What surrounds every page of somebody signed in. */
export function Frame() {
  const { t } = useTranslation();
  const me = useMe();
  const { data: shell } = useQuery(shellQuery);
  const connected = useLive();
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [opened, drawer] = useDisclosure(false);
  const account = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useFocusOnNavigation(drawer.close);
  const navigation = <Navigation me={me} pages={shell?.pages ?? []} account={account} />;
  const tools = (
    <Suspense fallback={null}>
      <DeskTools me={me} pages={shell?.pages ?? []} />
    </Suspense>
  );
  return (
    <ReaderProvider timeZone={me.timeZone}>
      <div className={classes.frame}>
        <a href="#content" className={classes.skip}>
          {t('frame.skip')}
        </a>
        <DemoStrip shell={shell} />
        <div className={classes.body}>
          {narrow ? (
            <header className={classes.bar}>
              <ActionIcon
                size="lg"
                className={classes.menu ?? ''}
                aria-label={t('frame.menu')}
                aria-haspopup="dialog"
                aria-expanded={opened}
                onClick={drawer.open}
              >
                <IconMenu2 size={20} />
              </ActionIcon>
              <Wordmark />
              {tools}
            </header>
          ) : (
            <aside className={classes.aside} aria-label={t('frame.navigation')}>
              <div className={classes.brand}>
                <Wordmark />
                {tools}
              </div>
              {navigation}
            </aside>
          )}
          {narrow && (
            <Suspense fallback={null}>
              <NavigationDrawer opened={opened} covered={account[0]} onClose={drawer.close}>
                {navigation}
              </NavigationDrawer>
            </Suspense>
          )}
          <main id="content" className={classes.main} tabIndex={-1} ref={main}>
            <OfflineNotice connected={connected} />
            <Suspense fallback={null}>
              <Notices />
            </Suspense>
            {mayEnter(me.roles, path) ? <Outlet /> : <NoEntryPage />}
          </main>
        </div>
      </div>
    </ReaderProvider>
  );
}

/** After a change of page, the keyboard and screen readers start at the new page. */
function useFocusOnNavigation(onLeave: () => void) {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const first = useRef(path);
  useEffect(() => {
    if (first.current === path) return;
    first.current = path;
    onLeave();
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
    // Leaving is what matters, not who is told of it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [path]);
  return main;
}
