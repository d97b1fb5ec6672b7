import type { PanelRef, Subject } from '@fernwart/contract';
import { useMemo } from 'react';
import { Panel } from './panel.tsx';

interface Props {
  readonly panels: readonly PanelRef[];
  readonly subject: Subject;
  /** For those who work with the subject, or for the one whose it is. */
  readonly place?: PanelRef['place'];
}

/** All panels that add-ons offer about something, in their order. */
export function Panels({ panels, subject, place = 'desk' }: Props) {
  const { type, id } = subject;
  const stable = useMemo(() => ({ type, id }), [type, id]);
  return panels
    .filter((panel) => panel.place === place)
    .toSorted((a, b) => a.position - b.position)
    .map((panel) => <Panel key={`${panel.package}/${panel.id}`} panel={panel} subject={stable} />);
}
