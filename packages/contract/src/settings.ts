import { z } from 'zod';
import type { activityKind } from './activities.ts';
import { instant, isTimeZone, language, localized } from './common.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
/** One stretch of a weekday (1 is Monday) in the desk's time zone, e.g. 08:00 to 12:00. */
export const openHours = z.object({ day: z.number().int().min(1).max(7), from: time, until: time });
export type OpenHours = z.infer<typeof openHours>;

const numberPrefix = z.string().regex(/^[A-Z]{1,6}$/);
export const numberPrefixes = z.object({
  incident: numberPrefix,
  service_request: numberPrefix,
  ticket: numberPrefix,
} satisfies Record<z.infer<typeof activityKind>, z.ZodType>);

const deskValues = z.object({
  /** `https://desk.example.org`; null: the address that the server listens on. */
  publicUrl: z.string().trim().max(300).nullable(),
  /** Of people of whom nothing else is known. */
  language,
  timeZone: z.string().max(100).refine(isTimeZone),
  hours: z.array(openHours).max(21),
  prefixes: numberPrefixes,
});
/** The name of the environment variable that decides a value; null: it is decided here. */
const fixedBy = z.string().nullable();
export const deskSettings = deskValues.extend({
  version: z.number().int(),
  fixed: z.object({ publicUrl: fixedBy, timeZone: fixedBy }),
});
export type DeskSettings = z.infer<typeof deskSettings>;
export const updateDeskBody = deskValues.partial().extend({ version: z.number().int() });

/** What everybody on the desk may know of it. */
export const deskHours = z.object({
  hours: z.array(openHours),
  timeZone: z.string(),
  /** Null: nobody has said when the desk is there. */
  open: z.boolean().nullable(),
  /** The next time that it opens; null while it is open, and when nobody has said. */
  opensAt: instant.nullable(),
  /** The hours as a sentence, in the desk's time zone; null: nobody has said. */
  text: localized.nullable(),
});

/** `tls` from the first byte · `starttls` is insisted on · `none`: for a mail server within one's own network. */
export const mailSecurity = z.enum(['starttls', 'tls', 'none']);
const mailValues = z.object({
  host: z.string().trim().max(253),
  port: z.number().int().min(1).max(65_535),
  security: mailSecurity,
  user: z.string().trim().max(320).nullable(),
  fromName: z.string().trim().min(1).max(100),
  fromAddress: z.email().max(254),
});
export const mailSettings = mailValues.extend({
  // As it is: the environment and a fresh desk may name a sender that nobody could enter.
  fromAddress: z.string(),
  version: z.number().int(),
  passwordStored: z.boolean(),
  /** Whether mails leave at all; else they wait in the outbox. */
  sends: z.boolean(),
  fixed: fixedBy,
});
export type MailSettings = z.infer<typeof mailSettings>;
export const updateMailBody = mailValues.extend({
  version: z.number().int(),
  /** Left out: the stored one stays; null: none. */
  password: z.string().max(1000).nullable().optional(),
});
export const testMailBody = z.object({ to: z.email().max(254) });
/** What the mail server said. */
/** `blocked_host`: an address where no mail server lives · `unreachable`: nobody listens there. */
export const mailTrouble = z.enum([
  'unknown_host',
  'blocked_host',
  'unreachable',
  'timeout',
  'tls',
  'credentials',
  'sender',
  'recipient',
]);
export const testMailAnswer = z.object({
  outcome: z.enum(['accepted', 'refused', 'later', 'unknown']),
  /** What the mail server or the network said, in its own words. */
  reason: z.string().nullable(),
  /** What it lies at, where that can be told. */
  trouble: mailTrouble.nullable(),
});
export type TestMailAnswer = z.infer<typeof testMailAnswer>;

const mailText = z.object({
  subject: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(10_000),
});
export const mailTextBody = mailText;
/** One of the desk's mails in one language. */
export const deskMailText = z.object({
  subject: z.string(),
  text: z.string(),
  occasion: z.string(),
  language,
  /** Differs from how it comes. */
  changed: z.boolean(),
  /** Names that may stand in braces, e.g. `{number}`. */
  places: z.array(z.string()),
});
export type DeskMailText = z.infer<typeof deskMailText>;
export const deskMailTextsAnswer = z.object({ items: z.array(deskMailText) });
export const mailPreview = z.object({ subject: z.string(), text: z.string() });
