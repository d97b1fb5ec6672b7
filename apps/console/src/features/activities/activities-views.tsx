import { activityView } from '@fernwart/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useMe } from '../people/use-me.ts';
import classes from './activities-views.module.css';

type View = z.output<typeof activityView>;

/** The usual cuts through the activities; each has its own address. */
export function ActivitiesViews({ view, onChange }: { view: View; onChange(view: View): void }) {
  const { t } = useTranslation();
  const works = useMe().roles.some((role) => role !== 'requester');
  const views = works ? activityView.options : activityView.options.filter((name) => name === 'all');
  if (views.length < 2) return null;
  return (
    <nav className={classes.views} aria-label={t('activities.views')}>
      {views.map((name) => (
        <Link
          key={name}
          to="/activities"
          search={{ view: name }}
          className={classes.view ?? ''}
          aria-current={name === view ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            // Filters stay when one changes the view; an address opened elsewhere starts without.
            event.preventDefault();
            onChange(name);
          }}
        >
          {t(`activities.view.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
