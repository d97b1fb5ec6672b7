import { priorityOf } from './model.ts';
import { unusable } from './refusals.ts';

interface Weighed {
  readonly priority: number;
  readonly urgency: number | null;
  readonly impact: number | null;
}
interface Given {
  readonly priority?: number | undefined;
  readonly urgency?: number | undefined;
  readonly impact?: number | undefined;
}

/** The priority that follows from urgency and impact, or the one that was chosen by itself. */
export function weigh(given: Given, before: Weighed): Weighed {
  const { urgency, impact, priority } = given;
  if (urgency !== undefined && impact !== undefined)
    return { urgency, impact, priority: priorityOf(urgency, impact) };
  if (urgency !== undefined || impact !== undefined)
    throw unusable(urgency === undefined ? 'urgency' : 'impact', {
      de: 'Dringlichkeit und Auswirkung gehören zusammen.',
      en: 'Urgency and impact belong together.',
    });
  if (priority === undefined || priority === before.priority)
    return { urgency: before.urgency, impact: before.impact, priority: before.priority };
  return { urgency: null, impact: null, priority };
}
