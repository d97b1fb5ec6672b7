import type { Inspection } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import classes from './wizard.module.css';

type Contributions = Inspection['contributions'];

const known = [
  'configurationType',
  'action',
  'workflow',
  'engineActivation',
  'complianceRule',
  'assetAttribute',
  'panel',
  'page',
  'link',
  'callback',
] as const;

/** What a package brings, kind by kind. */
export function ContributionList({ contributions }: { contributions: Contributions }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const kinds = [...new Set(contributions.map(({ kind }) => kind))];
  const nameOf = (kind: string) => {
    const name = known.find((each) => kind === each || kind === `${each}s`);
    return name ? t(`wizard.kind.${name}`) : kind;
  };
  return (
    <dl className={classes.contributions}>
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>{nameOf(kind)}</dt>
          {contributions
            .filter((each) => each.kind === kind)
            .map(({ title }, index) => (
              // Titles may repeat.
              // oxlint-disable-next-line react/no-array-index-key
              <dd key={index}>{title[language]}</dd>
            ))}
        </div>
      ))}
    </dl>
  );
}
