import type { PanelRef, Subject } from '@fernwart/contract';
import { useMemo } from 'react';
import { Panel } from './panel.tsx';

/** All panels that add-ons offer about something, in their order. */
export function Panels({ panels, subject }: { panels: readonly PanelRef[]; subject: Subject }) {
  const { type, id } = subject;
  const stable = useMemo(() => ({ type, id }), [type, id]);
  return panels
    .toSorted((a, b) => a.position - b.position)
    .map((panel) => <Panel key={`${panel.package}/${panel.id}`} panel={panel} subject={stable} />);
}
