import { activityView, type ListedActivity, type Me, type PackagePage } from '@fernwart/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { activitiesQuery } from '../../features/activities/activities-api.ts';
import { savedFiltersQuery } from '../../features/activities/saved-filters-api.ts';
import { hasNumber } from '../../features/activities/typed-number.ts';
import { assetsQuery } from '../../features/assets/assets-api.ts';
import { navigationOf } from './navigation-of.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly more?: string;
  run(): void;
}
export interface PaletteGroup {
  readonly name: string;
  readonly entries: readonly PaletteEntry[];
}

/** What the typed text leads to; a number leads to its activity first. */
export function usePaletteEntries(given: {
  me: Me;
  pages: readonly PackagePage[];
  text: string;
  term: string;
  /** Left out: who may not report anything. */
  onCreate: (() => void) | undefined;
}): { groups: PaletteGroup[]; busy: boolean } {
  const { me, pages, text, term, onCreate } = given;
  const { t } = useTranslation(['console', 'desk']);
  const navigate = useNavigate();
  // The page below stays as it is while the palette is open.
  const offered = useMemo(() => offeredOnPage(), []);
  const { data, isFetching } = useQuery({
    ...activitiesQuery({ search: term, limit: 8 }),
    enabled: term.length > 0,
  });
  const assets = useQuery({ ...assetsQuery({ search: term, limit: 4 }), enabled: term.length > 0 });
  const filters = useQuery(savedFiltersQuery);
  const found = term.length > 0 ? (data?.items ?? []) : [];
  const ordered = [
    ...found.filter(({ number }) => hasNumber(number, text)),
    ...found.filter(({ number }) => !hasNumber(number, text)),
  ];
  const fits = (title: string) => title.toLowerCase().includes(text.toLowerCase());
  const activity = ({ id, number, subject }: ListedActivity): PaletteEntry => ({
    id: `activity-${id}`,
    title: `${number} ${subject}`,
    run: () => void navigate({ to: '/activities/$activity', params: { activity: id } }),
  });
  const searchAll: PaletteEntry = {
    id: 'search-all',
    title: t('desk:palette.searchAll', { text }),
    run: () => void navigate({ to: '/activities', search: { search: text } }),
  };
  const places = navigationOf(me.roles, pages)
    .flatMap(({ items }) => items)
    .flatMap((item) => [
      { to: item.to, title: item.title ?? (item.text ? t(item.text) : item.to) },
      ...(item.items ?? []).map((each) => ({ to: each.to, title: t(each.text) })),
    ])
    .map(({ to, title }, index) => ({
      id: `page-${index}`,
      title,
      run: () => void navigate({ to: to as '/' }),
    }));
  const commands: PaletteEntry[] = [
    ...(onCreate ? [{ id: 'create', title: t('activities.create'), run: onCreate }] : []),
    ...activityView.options.map((view) => ({
      id: `view-${view}`,
      title: `${t('activities.title')}: ${t(`activities.view.${view}`)}`,
      run: () => void navigate({ to: '/activities', search: { view } }),
    })),
    ...(filters.data?.items ?? []).map(({ id, name, filter }) => ({
      id: `filter-${id}`,
      title: name,
      more: t('desk:palette.filter'),
      run: () => void navigate({ to: '/activities', search: filter }),
    })),
  ];
  const devices = (term.length > 0 ? (assets.data?.items ?? []) : []).map(({ id, name, owner }) => ({
    id: `asset-${id}`,
    title: name,
    ...(owner ? { more: owner.name } : {}),
    run: () => void navigate({ to: '/assets/$asset', params: { asset: id } }),
  }));
  const activities = {
    name: t('desk:palette.activities'),
    entries: text ? [...ordered.map(activity), searchAll] : [],
  };
  const rest = [
    { name: t('desk:palette.here'), entries: offered.filter(({ title }) => fits(title)) },
    { name: t('desk:palette.do'), entries: commands.filter(({ title }) => fits(title)) },
  ];
  const typed = ordered.some(({ number }) => hasNumber(number, text));
  const groups = [
    ...(typed ? [activities, ...rest] : [...rest, activities]),
    { name: t('assets.title'), entries: devices },
    { name: t('desk:palette.pages'), entries: places.filter(({ title }) => fits(title)) },
  ];
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    busy: isFetching || assets.isFetching,
  };
}

/** The buttons of the activity that the page shows, as somebody could press them: they bring their own dialogs. */
function offeredOnPage(): PaletteEntry[] {
  return [...document.querySelectorAll<HTMLElement>('#content [data-offers] :is(button, a)')]
    .filter((button) => !button.matches(':disabled'))
    .map((button, index) => ({
      id: `offer-${index}`,
      title: button.textContent?.trim() ?? '',
      // Once the palette has gone, so that the focus is the page's again.
      run: () => void setTimeout(() => button.click(), 0),
    }));
}
