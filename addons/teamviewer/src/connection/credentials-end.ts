import type { Host, Language, Workflow } from '@fernwart/addon-kit';
import { z } from 'zod';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { workflows } from '../shared/names.ts';
import { tellAdministrators } from './tell-administrators.ts';

/** Days before the end at which administrators are told; 0: it is over. */
export const noticeDays = [30, 7, 1, 0] as const;

const inputSchema = z.object({ configuration: z.string(), until: z.string(), days: z.number() });

/**
 * When TeamViewer ends a client secret or a script token cannot be asked, so an administrator may enter the day. The
 * same day is planned once, however often the configuration is stored.
 */
export async function planCredentialsEnd(host: Host, settings: Settings): Promise<void> {
  const until = settings.credentialsUntil;
  if (until === null) return;
  await host.transaction(async (tx) => {
    for (const days of noticeDays)
      await tx.run({
        workflow: workflows.credentialsEnd,
        input: { configuration: settings.id, until: until.toString(), days },
        key: `credentials:${settings.id}:${until.toString()}:${days}`,
        subject: { type: 'configuration', id: settings.id },
        dueAt: startOf(until).subtract({ hours: 24 * days }),
        trigger: { kind: 'system', name: 'credentials end' },
      });
  });
}

/** Days that are left, rounded up; 0 and less: the day has begun. */
export function daysLeft(until: Temporal.PlainDate, now: Temporal.Instant): number {
  return Math.ceil(now.until(startOf(until)).total('hours') / 24);
}

/** Tells of the end that is still the configured one; after a long standstill only the last of several notices is sent. */
export const credentialsEndWorkflow: Workflow = async (run, host) => {
  const { configuration, until, days } = inputSchema.parse(run.input);
  const settings = await findSettings(host, configuration);
  if (settings?.credentialsUntil?.toString() !== until) return { kind: 'done' };
  const left = daysLeft(settings.credentialsUntil, host.clock.now());
  if (noticeDays.some((later) => later < days && left <= later)) return { kind: 'done' };
  const date = settings.credentialsUntil;
  await tellAdministrators(host, settings, {
    occasion: left <= 0 ? 'credentialsEnded' : 'credentials',
    once: `${until}:${days}`,
    values: (_say, language) => ({ date: dayText(date, language) }),
    first: () => Promise.resolve(true),
  });
  return { kind: 'done' };
};

/** A day as people write it. */
export function dayText(day: Temporal.PlainDate, language: Language): string {
  return day.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long' });
}

function startOf(until: Temporal.PlainDate): Temporal.Instant {
  return until.toZonedDateTime('UTC').toInstant();
}
