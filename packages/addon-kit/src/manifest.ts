import { localized, pageArea, panelPlace } from '@fernwart/contract';
import { z } from 'zod';

/** What an add-on may ask for; `host` holds just what was granted. */
export const permissions = [
  'activities.read',
  'assets.read',
  'assets.attributes',
  'assets.create',
  'people.read',
  'journal.write',
  'mail.send',
  'runs.start',
  'secrets',
  'configurations',
  'database',
  'network',
  'live',
] as const;
export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

// Objects are strict: a mistyped member is a fault, not silently nothing.
const packageId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const localName = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
/** A key in every strings/<language>.json. */
const text = z.string().regex(/^[a-z][A-Za-z0-9._-]{0,99}$/);
const version = z.string().regex(/^\d+\.\d+\.\d+$/);
const workflowVersion = z.string().regex(/^\d+\.\d+$/);
const jobName = z.string().min(1).max(100);

const fieldDeclaration = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/),
  title: text,
  help: text.optional(),
  kind: z.enum(['text', 'multiline', 'secret', 'number', 'switch', 'select', 'url', 'date', 'readonly']),
  required: z.boolean().optional(),
  advanced: z.boolean().optional(),
  copyable: z.boolean().optional(),
  /** Id of the action that reads anew what this field can be chosen from (`choices`). */
  refresh: localName.optional(),
  options: z.array(z.strictObject({ value: z.string(), title: text })).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().optional(),
});
export type FieldDeclaration = z.infer<typeof fieldDeclaration>;

const subjectKind = z.enum(['activity', 'asset', 'configuration']);

/** What a package adds, as data: it can be shown before anything is installed. */
const contributions = z.strictObject({
  configurationTypes: z
    .array(
      z.strictObject({
        id: localName,
        title: text,
        addTitle: text,
        defaultName: z.string(),
        fields: z.array(fieldDeclaration),
      }),
    )
    .default([]),
  actions: z
    .array(
      z.strictObject({
        id: localName,
        /** `package`: offered by the blocks of the package's own pages alone. */
        subject: z.enum(['activity', 'asset', 'configuration', 'package']),
        title: text,
        description: text.optional(),
        icon: z.string().max(40).optional(),
        position: z.number().int().default(100),
        tone: z.enum(['neutral', 'info', 'success', 'warning', 'danger']).optional(),
        confirm: text.optional(),
        /** `invoke` calls the add-on's handler; `link` opens its link of the same id; `hidden` is offered by blocks only. */
        does: z.enum(['invoke', 'link', 'form', 'hidden']),
        newTab: z.boolean().optional(),
      }),
    )
    .default([]),
  workflows: z
    .array(
      z.strictObject({
        name: jobName,
        version: workflowVersion,
        title: text,
        timeLimitSeconds: z.number().int().positive().max(86_400).default(300),
        /** Members of its result in the order in which people are told of them; the others follow. */
        results: z.array(z.string().max(100)).max(100).default([]),
      }),
    )
    .default([]),
  engineActivations: z
    .array(
      z.strictObject({
        name: jobName,
        title: text,
        workflows: z.array(jobName).min(1),
        localTime: z.string().regex(/^\d\d:\d\d$/),
      }),
    )
    .default([]),
  complianceRules: z
    .array(
      z.strictObject({
        name: jobName,
        title: text,
        /** A domain event of the desk, or an instant that the add-on made due under this rule's name (`tx.run` with `dueAt` and `rule`). */
        on: z.union([z.strictObject({ event: z.string() }), z.strictObject({ due: z.literal(true) })]),
        workflow: jobName,
      }),
    )
    .default([]),
  assetAttributes: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/),
        title: text,
        pattern: z.string().max(200).optional(),
      }),
    )
    .default([]),
  panels: z
    .array(
      z.strictObject({
        id: localName,
        subject: subjectKind,
        title: text,
        position: z.number().int().default(100),
        place: panelPlace.default('desk'),
      }),
    )
    .default([]),
  pages: z
    .array(
      z.strictObject({
        id: localName,
        title: text,
        area: pageArea,
      }),
    )
    .default([]),
  links: z.array(z.strictObject({ id: localName, subject: subjectKind })).default([]),
  callback: z.boolean().default(false),
  /** Whether the package has something to say on every page (`notices`). */
  notices: z.boolean().default(false),
});
export type Contributions = z.infer<typeof contributions>;

/** `manifest.json` of a package. */
export const manifest = z.strictObject({
  id: packageId,
  vendor: z.string().min(1).max(100),
  name: localized,
  description: localized,
  version,
  /** Lowest platform version that this package runs on. */
  platform: version,
  dependencies: z.array(z.strictObject({ id: packageId, version })).default([]),
  languages: z.array(z.enum(['de', 'en'])).min(1),
  permissions: z.array(permission),
  /** Origins that `host.fetch` may reach and that links may open, e.g. `https://webapi.teamviewer.com`. */
  hosts: z.array(z.url({ protocol: /^https$/ })),
  contributions,
});
export type Manifest = z.infer<typeof manifest>;
export type ManifestInput = z.input<typeof manifest>;

/** The package's own database schema, e.g. `pkg_teamviewer`. */
export function packageSchema(id: string): string {
  return `pkg_${id.replaceAll('-', '_')}`;
}
