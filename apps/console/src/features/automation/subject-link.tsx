import type { Subject } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/link-parts.tsx';

/** Leads to what a run was about. */
export function SubjectLink({ subject }: { subject: Subject }) {
  const { t } = useTranslation();
  const name = t(`subject.${subject.type}`);
  if (subject.type === 'activity') {
    return (
      <AnchorLink to="/activities/$activity" params={{ activity: subject.id }} inherit>
        {name}
      </AnchorLink>
    );
  }
  if (subject.type === 'asset') {
    return (
      <AnchorLink to="/assets/$asset" params={{ asset: subject.id }} inherit>
        {name}
      </AnchorLink>
    );
  }
  if (subject.type === 'configuration') {
    return (
      <AnchorLink to="/configurations/$configuration" params={{ configuration: subject.id }} inherit>
        {name}
      </AnchorLink>
    );
  }
  return (
    <>
      {name} {subject.id}
    </>
  );
}
