import type { Inspection } from '@fernwart/contract';
import { currentLanguage } from '../../../i18n/language.ts';
import classes from './wizard.module.css';

/** What a package brings, kind by kind; the titles name their kind themselves. */
export function ContributionList({ contributions }: Pick<Inspection, 'contributions'>) {
  const language = currentLanguage();
  const kinds = [...new Set(contributions.map(({ kind }) => kind))];
  return kinds.map((kind) => (
    <ul key={kind} className={classes.list}>
      {[
        ...new Set(contributions.filter((each) => each.kind === kind).map(({ title }) => title[language])),
      ].map((title) => (
        <li key={title}>{title}</li>
      ))}
    </ul>
  ));
}
