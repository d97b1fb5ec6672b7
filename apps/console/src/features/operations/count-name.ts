import type { TFunction } from 'i18next';

const known = [
  'people',
  'open_activities',
  'assets',
  'runs_going',
  'runs_waiting',
  'mails_queued',
  'events_undispatched',
] as const;

/** A count's name in the reader's language; one that nobody has named yet stays as it is. */
export function countName(name: string, t: TFunction): string {
  const match = known.find((each) => each === name);
  return match ? t(`health.count.${match}`) : name;
}
