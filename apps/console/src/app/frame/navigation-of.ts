import type { PackagePage, Role } from '@fernwart/contract';
import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconChartHistogram,
  IconDevices,
  IconFingerprint,
  IconLayoutDashboard,
  IconLifebuoy,
  IconPencilPlus,
  IconPuzzle,
  IconSettings,
  IconSettingsAutomation,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react';
import type { Texts } from '../../i18n/texts.ts';

type Icon = typeof IconTicket;
type NavigationText = `nav.${keyof Texts['nav']}`;
export interface NavigationItem {
  readonly to: string;
  readonly Icon: Icon;
  /** The text's key, or a package's own title. */
  readonly text?: NavigationText;
  readonly title?: string;
  /** Only its own page, not those beneath it. */
  readonly exact?: boolean;
  readonly items?: readonly { readonly to: string; readonly text: NavigationText }[];
}
export interface NavigationGroup {
  readonly name: string;
  readonly heading?: NavigationText;
  /** The group's own overview. */
  readonly to?: string;
  readonly items: readonly NavigationItem[];
}

/** What a person sees of the navigation; the server checks each page again. */
export function navigationOf(roles: readonly Role[], pages: readonly PackagePage[]): NavigationGroup[] {
  const isAdministrator = roles.includes('administrator');
  const readsDesk = isAdministrator || roles.includes('agent') || roles.includes('auditor');
  const readsAutomation = isAdministrator || roles.includes('auditor');
  const added = (area: PackagePage['area']): NavigationItem[] =>
    pages
      .filter((page) => page.area === area)
      .map((page) => ({
        to: `/packages/${page.package}/${page.id}`,
        title: page.title,
        Icon: IconLayoutDashboard,
      }));

  const groups: NavigationGroup[] = [
    {
      name: 'portal',
      items: readsDesk ? [] : portal,
    },
    {
      name: 'service_desk',
      heading: 'nav.serviceDesk',
      items: [
        ...(readsDesk
          ? [
              { to: '/dashboard', text: 'nav.dashboard', Icon: IconChartHistogram } as const,
              { to: '/activities', text: 'nav.activities', Icon: IconTicket } as const,
            ]
          : []),
        ...(isAdministrator
          ? [{ to: '/configurations', text: 'nav.configurations', Icon: IconAdjustments } as const]
          : []),
        ...added('service_desk'),
        ...(readsDesk && roles.includes('requester') ? portal.slice(0, 1) : []),
      ],
    },
    {
      name: 'assets',
      items: [
        ...(readsDesk ? [{ to: '/assets', text: 'nav.assets', Icon: IconDevices } as const] : []),
        ...added('assets'),
      ],
    },
    {
      name: 'administration',
      heading: 'nav.administration',
      to: '/administration',
      items: [
        ...(isAdministrator ? [extensions] : []),
        ...(readsAutomation ? [services] : []),
        ...(isAdministrator ? [people] : []),
        ...(readsAutomation ? [settings] : []),
        ...(readsAutomation
          ? [{ to: '/administration/audit', text: 'nav.audit', Icon: IconFingerprint } as const]
          : []),
        ...(isAdministrator
          ? [{ to: '/administration/health', text: 'nav.health', Icon: IconActivityHeartbeat } as const]
          : []),
        ...added('administration'),
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** What everybody has who may report something. */
const portal: readonly NavigationItem[] = [
  { to: '/portal', text: 'nav.portal', Icon: IconLifebuoy, exact: true },
  { to: '/portal/report', text: 'nav.report', Icon: IconPencilPlus },
  { to: '/portal/assets', text: 'nav.devices', Icon: IconDevices },
];
const extensions: NavigationItem = {
  to: '/administration/extensions',
  text: 'nav.extensions',
  Icon: IconPuzzle,
  items: [{ to: '/administration/packages', text: 'nav.packages' }],
};
const people: NavigationItem = {
  to: '/administration/everybody',
  text: 'nav.people',
  Icon: IconUsers,
  items: [
    { to: '/administration/people', text: 'nav.people' },
    { to: '/administration/teams', text: 'nav.teams' },
    { to: '/administration/api-tokens', text: 'nav.tokens' },
    { to: '/administration/import', text: 'nav.import' },
  ],
};
const settings: NavigationItem = {
  to: '/administration/settings',
  text: 'nav.settings',
  Icon: IconSettings,
  items: [
    { to: '/administration/settings/desk', text: 'nav.desk' },
    { to: '/administration/settings/mail', text: 'nav.mail' },
    { to: '/administration/settings/mail-texts', text: 'nav.mailTexts' },
  ],
};
const services: NavigationItem = {
  to: '/administration/services',
  text: 'nav.services',
  Icon: IconSettingsAutomation,
  items: [
    { to: '/administration/engine-activations', text: 'nav.engineActivations' },
    { to: '/administration/compliance-rules', text: 'nav.complianceRules' },
    { to: '/administration/runs', text: 'nav.runs' },
  ],
};
