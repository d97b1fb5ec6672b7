import type { Me, PackagePage } from '@fernwart/contract';
import type { UseDisclosureReturnValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu.tsx';
import classes from './navigation.module.css';
import { type NavigationItem, navigationOf } from './navigation-of.ts';

interface Props {
  readonly me: Me;
  readonly pages: readonly PackagePage[];
  readonly account: UseDisclosureReturnValue;
}

/** Where one can go, by what one may do. */
export function Navigation({ me, pages, account }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <nav className={classes.navigation} aria-label={t('frame.navigation')}>
        {navigationOf(me.roles, pages).map((group) => (
          <div key={group.name} className={classes.group}>
            {group.heading && (
              <p className={classes.heading}>
                {group.to ? (
                  <Link to={group.to} activeOptions={{ exact: true }} className={classes.headingLink ?? ''}>
                    {t(group.heading)}
                  </Link>
                ) : (
                  t(group.heading)
                )}
              </p>
            )}
            <ul className={classes.items}>
              {group.items.map((item) => (
                <Fragment key={item.to}>
                  <Item item={item} />
                </Fragment>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <AccountMenu me={me} shown={account} />
    </>
  );
}

function Item({ item }: { item: NavigationItem }) {
  const { t } = useTranslation();
  const { Icon } = item;
  return (
    <li>
      <Link
        to={item.to}
        className={classes.item ?? ''}
        activeOptions={{ exact: item.exact ?? item.items !== undefined, includeSearch: false }}
      >
        <Icon size={17} stroke={1.7} aria-hidden="true" />
        <span>{item.title ?? (item.text && t(item.text))}</span>
      </Link>
      {item.items && (
        <ul className={classes.subitems}>
          {item.items.map((each) => (
            <li key={each.to}>
              <Link to={each.to} className={classes.subitem ?? ''} activeOptions={{ includeSearch: false }}>
                {t(each.text)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
