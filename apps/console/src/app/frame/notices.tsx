import { notices } from '@fernwart/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { currentLanguage } from '../../i18n/language.ts';
import { isConsolePath } from '../../ui/safe-href.ts';
import { request } from '../api/request.ts';
import { shellQuery } from '../shell-api.ts';
import classes from './notices.module.css';

const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => request('GET', '/notices', notices, { signal }),
  // The answer itself names the topic of notices, to whoever may watch it.
  meta: { topics: ['packages'] },
});

/** What packages have to say on every page, until it is over; and that the whole system is paused. */
export default function Notices() {
  const { data } = useQuery(noticesQuery);
  const { data: shell } = useQuery(shellQuery);
  return (
    <>
      {shell?.paused && (
        <p className={classes.notice} data-tone="warning" role="status">
          <span>{shell.paused[currentLanguage()]}</span>
        </p>
      )}
      {data?.items.map(({ package: from, id, tone, text, link }) => (
        <p key={`${from}/${id}`} className={classes.notice} data-tone={tone} role="status">
          <span>{text}</span>
          {link && isConsolePath(link.path) && (
            <Link className={classes.link} {...({ to: link.path } as { to: '/' })}>
              {link.label}
            </Link>
          )}
        </p>
      ))}
    </>
  );
}
