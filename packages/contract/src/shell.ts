import { z } from 'zod';
import { language, localized } from './common.ts';
import { packagePage } from './packages.ts';

/** What the console needs before anybody signed in, and its frame afterwards. */
export const shell = z.object({
  product: z.literal('Fernwart'),
  version: z.string(),
  languages: z.array(language),
  /** The permanent strip: shown only where TeamViewer is emulated. */
  strip: z
    .object({ text: localized, links: z.array(z.object({ href: z.string(), label: localized })) })
    .nullable(),
  /** Shown to everybody signed in while nothing leaves this system; null or absent while it works. */
  paused: localized.nullable().optional(),
  /** Accounts of the demo, offered on the sign-in page; empty elsewhere. */
  demoAccounts: z.array(
    z.object({ login: z.string(), password: z.string(), name: z.string(), role: localized }),
  ),
  /** The button that leads to a provider of single sign-on; null or absent without one. */
  singleSignOn: z.object({ href: z.string(), label: z.string() }).nullable().optional(),
  pages: z.array(packagePage),
  /** Changes whenever a package was installed, upgraded or removed. */
  generation: z.number().int(),
});
export type Shell = z.infer<typeof shell>;
