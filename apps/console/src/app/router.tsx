import type { Me } from '@fernwart/contract';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { activitiesSearch } from '../features/activities/activities-search.ts';
import { assetsSearch } from '../features/assets/assets-search.ts';
import { sessionQuery } from '../features/people/people-api.ts';
import { withTexts } from '../i18n/with-texts.ts';
import { errorCode } from './api/api-error.ts';
import { ErrorPage, NotFoundPage } from './error-pages.tsx';
import { Frame } from './frame/frame.tsx';
import { PendingPage } from './pending-page.tsx';
import { portalAddress } from './portal-address.ts';
import { Root } from './root.tsx';
import * as search from './search-params.ts';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.signInSearch,
  component: lazyRouteComponent(() => import('../features/people/sign-in-page.tsx'), 'SignInPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    let me: Me;
    try {
      me = await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (errorCode(error) !== 'not_signed_in') throw error;
      throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
    }
    const portal = portalAddress(me.roles, location.pathname);
    if (portal) throw redirect({ href: portal, replace: true });
  },
  component: Frame,
});

const OverviewPage = lazyRouteComponent(() => import('./frame/overview-page.tsx'), 'OverviewPage');

const under = { getParentRoute: () => signedIn } as const;
const pages = [
  createRoute({
    ...under,
    path: '/',
    beforeLoad: () => {
      // Those who work at the desk; everybody else has been led to the portal.
      throw redirect({ to: '/dashboard', replace: true });
    },
  }),
  createRoute({
    ...under,
    path: '/dashboard',
    component: lazyRouteComponent(
      () => withTexts('dashboard', import('../features/dashboard/dashboard-page.tsx')),
      'DashboardPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/portal',
    component: lazyRouteComponent(
      () => withTexts('portal', import('../features/portal/portal-home-page.tsx')),
      'PortalHomePage',
    ),
  }),
  createRoute({
    ...under,
    path: '/portal/report',
    validateSearch: search.reportSearch,
    component: lazyRouteComponent(
      () => withTexts('portal', import('../features/portal/report-page.tsx')),
      'ReportPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/portal/activities/$activity',
    component: lazyRouteComponent(
      () => withTexts('portal', import('../features/portal/portal-activity-page.tsx')),
      'PortalActivityPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/portal/assets',
    component: lazyRouteComponent(
      () => withTexts('portal', import('../features/portal/portal-assets-page.tsx')),
      'PortalAssetsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/activities',
    validateSearch: activitiesSearch,
    component: lazyRouteComponent(
      () => withTexts('desk', import('../features/activities/activities-page.tsx')),
      'ActivitiesPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/activities/$activity',
    component: lazyRouteComponent(
      () => withTexts('desk', import('../features/activities/activity-page.tsx')),
      'ActivityPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/assets',
    validateSearch: assetsSearch,
    component: lazyRouteComponent(() => import('../features/assets/assets-page.tsx'), 'AssetsPage'),
  }),
  createRoute({
    ...under,
    path: '/assets/$asset',
    component: lazyRouteComponent(() => import('../features/assets/asset-page.tsx'), 'AssetPage'),
  }),
  createRoute({
    ...under,
    path: '/configurations',
    validateSearch: search.listSearch,
    component: lazyRouteComponent(
      () => import('../features/configurations/configurations-page.tsx'),
      'ConfigurationsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/configurations/new',
    validateSearch: search.newConfigurationSearch,
    component: lazyRouteComponent(
      () => import('../features/configurations/new-configuration-page.tsx'),
      'NewConfigurationPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/configurations/$configuration',
    component: lazyRouteComponent(
      () => import('../features/configurations/configuration-page.tsx'),
      'ConfigurationPage',
    ),
  }),
  createRoute({ ...under, path: '/administration', component: OverviewPage }),
  createRoute({ ...under, path: '/administration/extensions', component: OverviewPage }),
  createRoute({ ...under, path: '/administration/services', component: OverviewPage }),
  createRoute({ ...under, path: '/administration/everybody', component: OverviewPage }),
  createRoute({ ...under, path: '/administration/settings', component: OverviewPage }),
  createRoute({
    ...under,
    path: '/administration/packages',
    validateSearch: search.listSearch,
    component: lazyRouteComponent(() => import('../features/packages/packages-page.tsx'), 'PackagesPage'),
  }),
  createRoute({
    ...under,
    path: '/administration/packages/install',
    component: lazyRouteComponent(
      () => withTexts('wizard', import('../features/packages/wizard/install-page.tsx')),
      'InstallPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/engine-activations',
    component: lazyRouteComponent(
      () => import('../features/automation/engine-activations-page.tsx'),
      'EngineActivationsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/compliance-rules',
    component: lazyRouteComponent(
      () => import('../features/automation/compliance-rules-page.tsx'),
      'ComplianceRulesPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/runs',
    validateSearch: search.runsSearch,
    component: lazyRouteComponent(() => import('../features/automation/runs-page.tsx'), 'RunsPage'),
  }),
  createRoute({
    ...under,
    path: '/administration/runs/$run',
    component: lazyRouteComponent(() => import('../features/automation/run-page.tsx'), 'RunPage'),
  }),
  createRoute({
    ...under,
    path: '/administration/people',
    validateSearch: search.peopleSearch,
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/people/people-page.tsx')),
      'PeoplePage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/people/$person',
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/people/person-page.tsx')),
      'PersonPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/teams',
    validateSearch: search.listSearch,
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/people/teams-page.tsx')),
      'TeamsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/api-tokens',
    validateSearch: search.listSearch,
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/access/api-tokens-page.tsx')),
      'ApiTokensPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/import',
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/imports/import-page.tsx')),
      'ImportPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/settings/desk',
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/settings/desk-page.tsx')),
      'DeskPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/settings/mail',
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/settings/mail-page.tsx')),
      'MailPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/settings/mail-texts',
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/settings/mail-texts-page.tsx')),
      'MailTextsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/audit',
    validateSearch: search.auditSearch,
    component: lazyRouteComponent(
      () => withTexts('administration', import('../features/audit/audit-page.tsx')),
      'AuditPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/administration/health',
    component: lazyRouteComponent(() => import('../features/operations/health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    ...under,
    path: '/packages/$package/$page',
    component: lazyRouteComponent(() => import('../features/packages/package-page.tsx'), 'PackagePage'),
  }),
  createRoute({
    ...under,
    path: '/profile',
    component: lazyRouteComponent(
      () => withTexts('desk', withTexts('administration', import('../features/people/profile-page.tsx'))),
      'ProfilePage',
    ),
  }),
  createRoute({ ...under, path: '$', component: NotFoundPage }),
] as const;

const routeTree = root.addChildren([signIn, signedIn.addChildren(pages)]);

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 150,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    parseSearch: search.parseSearch,
    stringifySearch: search.stringifySearch,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
