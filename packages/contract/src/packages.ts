import { z } from 'zod';
import { block, tableRow } from './blocks.ts';
import { id, instant, localized } from './common.ts';

export const packageState = z.enum(['active', 'disabled', 'installing', 'failed']);

export const installedPackage = z.object({
  id: z.string(),
  name: localized,
  description: localized,
  vendor: z.string(),
  version: z.string(),
  state: packageState,
  signed: z.boolean(),
  publisher: z.string().nullable(),
  installedAt: instant,
  installedBy: z.string(),
});
export type InstalledPackage = z.infer<typeof installedPackage>;
export const installedPackages = z.object({ items: z.array(installedPackage) });

/** A larger archive is no package. */
export const mostPackageBytes = 20 * 1024 * 1024;

/** What the wizard shows before anything is installed (acceptance 7). */
export const inspection = z.object({
  upload: id,
  digest: z.string(),
  id: z.string(),
  name: localized,
  description: localized,
  vendor: z.string(),
  version: z.string(),
  step: z.enum(['new', 'upgrade', 'same', 'lower']),
  installedVersion: z.string().nullable(),
  signature: z.object({
    state: z.enum(['trusted', 'unsigned_allowed']),
    publisher: z.string().nullable(),
    keyId: z.string().nullable(),
  }),
  permissions: z.array(z.object({ id: z.string(), text: localized })),
  hosts: z.array(z.string()),
  contributions: z.array(z.object({ kind: z.string(), title: localized })),
  prerequisites: z.array(z.object({ text: localized, met: z.boolean() })),
  newMigrations: z.array(z.string()),
  /** What an upgrade asks for beyond the installed version: ids of permissions, and hosts. Empty for a new package. */
  newPermissions: z.array(z.string()),
  newHosts: z.array(z.string()),
  installable: z.boolean(),
});
export type Inspection = z.infer<typeof inspection>;

export const installationStages = ['check', 'drain', 'install', 'activate'] as const;
export const installBody = z.object({ upload: id, digest: z.string() });
export const installAnswer = z.object({ run: id });
export const removePackageBody = z.object({
  data: z.enum(['keep', 'delete']),
  confirmName: z.string().max(200).optional(),
});

export const panelAnswer = z.object({
  title: z.string(),
  blocks: z.array(block),
  /** Live topics that make this panel worth rendering again. */
  topics: z.array(z.string()),
  /** False: the package did not answer in time; what stands here says so, and a moment later it may answer. */
  isComplete: z.boolean(),
});
export type PanelAnswer = z.infer<typeof panelAnswer>;

export const sourceAnswer = z.object({
  rows: z.array(tableRow),
  nextCursor: z.string().optional(),
  total: z.number().int().optional(),
});
export const formSubmission = z.object({
  subject: z.object({ type: z.string(), id: z.string() }).optional(),
  values: z.record(z.string(), z.unknown()),
});

/**
 * Where a page of a package stands: under its heading in the navigation, or drawn inside a page of the console's own,
 * without an entry in the navigation: `portal` on the requesters' portal, `dashboard_work` and `dashboard_figures` on the
 * dashboard, `first_steps` (one `steps` block) in the administrators' guide.
 */
const pageAreas = [
  'service_desk',
  'assets',
  'administration',
  'portal',
  'dashboard_work',
  'dashboard_figures',
  'first_steps',
] as const;
export const pageArea = z.enum(pageAreas);
export type PageArea = z.infer<typeof pageArea>;

/** Pages that packages add. */
export const packagePage = z.object({
  package: z.string(),
  id: z.string(),
  title: z.string(),
  area: pageArea,
});
export type PackagePage = z.infer<typeof packagePage>;
