import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../features/people/use-me.ts';
import { Page } from '../../ui/page.tsx';
import { navigationOf } from './navigation-of.ts';
import classes from './overview-page.module.css';

/** What lies under Administration, or under one of its sections. */
export function OverviewPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { pathname } = useLocation();
  const group = navigationOf(me.roles, []).find(({ name }) => name === 'administration');
  const section = group?.items.find(({ to }) => to === pathname);
  const shown = section ? [section] : (group?.items ?? []);
  return (
    <Page title={section?.text ? t(section.text) : t('nav.administration')}>
      <ul className={classes.sections}>
        {shown.map(({ to, text, Icon, items }) => (
          <li key={to} className={classes.section}>
            <span className={classes.icon} aria-hidden="true">
              <Icon size={22} stroke={1.6} />
            </span>
            <div>
              <h2 className={classes.title}>
                {items ? text && t(text) : <Link to={to}>{text && t(text)}</Link>}
              </h2>
              {items && (
                <ul className={classes.links}>
                  {items.map((item) => (
                    <li key={item.to}>
                      <Link to={item.to}>{t(item.text)}</Link>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
