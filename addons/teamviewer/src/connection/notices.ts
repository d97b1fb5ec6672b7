import type { Addon, Host, Notice, PageContext } from '@fernwart/addon-kit';
import { readSettings, type Settings } from '../configuration/settings.ts';
import { configurationTypeId } from '../shared/names.ts';
import { troubleText } from '../shared/trouble.ts';
import { daysLeft, dayText, noticeDays } from './credentials-end.ts';
import { type Connection, findConnection } from './store.ts';

interface Standing {
  readonly settings: Settings;
  readonly connection: Connection | null;
}

/** One notice on every page: the worst that is wrong with a connection, until it is well again. */
export const notices: NonNullable<Addon['notices']> = async (context, host) => {
  const standings = await Promise.all(
    (await host.configurations.list(configurationTypeId)).map(async (configuration) => ({
      settings: readSettings(configuration),
      connection: await findConnection(host.sql, configuration.id),
    })),
  );
  // Others may not watch configurations; the platform tells them by its own topic of notices.
  const topics = isAdministrator(context)
    ? ['configurations', ...standings.map(({ settings }) => `configuration:${settings.id}`)]
    : [];
  const said = [
    brokenNotice(context, standings.filter(isBroken)),
    disturbedNotice(context, standings.filter(isDisturbed)),
    endingNotice(context, host, standings),
  ].find((notice) => notice !== null);
  return { notices: said ? [said] : [], topics };
};

const isBroken = ({ connection }: Standing) => connection?.state === 'reconnect_needed';
const isDisturbed = ({ connection }: Standing) =>
  connection?.state === 'connected' && connection.trouble !== null;

function brokenNotice(context: PageContext, broken: readonly Standing[]): Notice | null {
  const [first] = broken;
  if (!first) return null;
  return {
    id: 'broken',
    tone: 'danger',
    text: context.t(isAdministrator(context) ? 'notice.broken' : 'notice.broken.agent', {
      names: namesOf(broken),
    }),
    ...linkTo(context, first),
  };
}

function disturbedNotice(context: PageContext, disturbed: readonly Standing[]): Notice | null {
  const [first] = disturbed;
  const trouble = first?.connection?.trouble;
  if (!first || !trouble) return null;
  const reason = troubleText(context.t, context.language, trouble);
  return {
    id: 'disturbed',
    tone: 'warning',
    text: context.t('notice.disturbed', { names: namesOf(disturbed), reason }),
    ...linkTo(context, first),
  };
}

/** Only administrators can enter new credentials, so only they are told of the old ones' end. */
function endingNotice(context: PageContext, host: Host, standings: readonly Standing[]): Notice | null {
  if (!isAdministrator(context)) return null;
  const now = host.clock.now();
  const ending = standings.flatMap((standing) => {
    const until = standing.settings.credentialsUntil;
    const left = until === null ? null : daysLeft(until, now);
    return until !== null && left !== null && left <= noticeDays[0] ? [{ standing, until, left }] : [];
  });
  const [first] = ending.toSorted((one, other) => one.left - other.left);
  if (!first) return null;
  const date = dayText(first.until, context.language);
  return {
    id: 'ending',
    tone: first.left <= 0 ? 'danger' : 'warning',
    text: context.t(first.left <= 0 ? 'notice.ended' : 'notice.ending', {
      names: namesOf([first.standing]),
      date,
    }),
    ...linkTo(context, first.standing),
  };
}

function namesOf(standings: readonly Standing[]): string {
  return standings.map(({ settings }) => settings.name).join(', ');
}

function linkTo(context: PageContext, { settings }: Standing): Pick<Notice, 'link'> {
  if (!isAdministrator(context)) return {};
  return { link: { path: `/configurations/${settings.id}`, label: context.t('notice.open') } };
}

function isAdministrator({ viewer }: PageContext): boolean {
  return viewer.roles.includes('administrator');
}
