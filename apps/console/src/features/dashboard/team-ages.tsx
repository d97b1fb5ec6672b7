import { ages, type DashboardFigures } from '@fernwart/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './team-ages.module.css';

type Team = DashboardFigures['teams'][number];

/** What is open where and since when: one bar a team, and the same as a table. */
export function TeamAges({ teams }: { teams: readonly Team[] }) {
  const { t } = useTranslation(['console', 'dashboard']);
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  if (teams.length === 0) return <p className="dimmed">{t('dashboard:figures.byTeamNone')}</p>;
  const most = Math.max(...teams.map(total));
  const nameOf = ({ team }: Team) => team?.name ?? t('dashboard:figures.noTeam');
  return (
    <figure className={classes.figure}>
      <ul className={classes.legend} aria-hidden="true">
        {ages.map((age) => (
          <li key={age}>
            <span className={classes.swatch} data-age={age} />
            {t(`dashboard:figures.age.${age}`)}
          </li>
        ))}
      </ul>
      <ul className={classes.bars}>
        {teams.map((row) => (
          <li key={row.team?.id ?? ''} className={classes.row}>
            <span className={classes.name}>{nameOf(row)}</span>
            <span className={classes.bar} aria-hidden="true">
              {ages.map((age, index) => (
                <span
                  key={age}
                  className={classes.part}
                  data-age={age}
                  style={{ inlineSize: `${((row.open[index] ?? 0) / most) * 100}%` }}
                />
              ))}
            </span>
            <span className={classes.total}>{format.number(total(row))}</span>
          </li>
        ))}
      </ul>
      <Disclosure label={t('blocks.figures')} opened={opened} onToggle={() => setOpened(!opened)}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.table} tabIndex={0} role="group" aria-label={t('dashboard:figures.byTeam')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('dashboard:figures.team')}</th>
                {ages.map((age) => (
                  <th key={age} scope="col">
                    {t(`dashboard:figures.age.${age}`)}
                  </th>
                ))}
                <th scope="col">{t('dashboard:figures.total')}</th>
              </tr>
            </thead>
            <tbody>
              {teams.map((row) => (
                <tr key={row.team?.id ?? ''}>
                  <th scope="row">{nameOf(row)}</th>
                  {ages.map((age, index) => (
                    <td key={age}>{format.number(row.open[index] ?? 0)}</td>
                  ))}
                  <td>{format.number(total(row))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Disclosure>
    </figure>
  );
}

function total({ open }: Team): number {
  return open.reduce((sum, number) => sum + number, 0);
}
