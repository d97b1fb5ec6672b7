import { inlines, localizedContent } from '@fernwart/addon-kit';
import type { ActivityState, Inline, Localized, LocalizedContent, Transition } from '@fernwart/contract';

const { text, strong, person, lineBreak } = inlines;

export const stateNames: Record<ActivityState, Localized> = {
  200: { de: 'Neu', en: 'New' },
  201: { de: 'Zugewiesen', en: 'Assigned' },
  202: { de: 'In Bearbeitung', en: 'In progress' },
  203: { de: 'Angehalten', en: 'On hold' },
  204: { de: 'Geschlossen', en: 'Closed' },
  220: { de: 'Gelöst', en: 'Solved' },
};

const priorityNames: Localized[] = [
  { de: 'ohne', en: 'none' },
  { de: 'niedrig', en: 'low' },
  { de: 'mittel', en: 'medium' },
  { de: 'hoch', en: 'high' },
];

const sentences: Record<Transition | 'created', Localized> = {
  created: { de: 'Der Vorgang wurde angelegt.', en: 'The activity was created.' },
  accept: { de: 'Der Vorgang wurde angenommen.', en: 'The activity was accepted.' },
  take_over: { de: 'Der Vorgang wurde übernommen.', en: 'The activity was taken over.' },
  hold: { de: 'Der Vorgang wurde angehalten.', en: 'The activity was put on hold.' },
  solve: { de: 'Der Vorgang wurde gelöst.', en: 'The activity was solved.' },
  close: { de: 'Der Vorgang wurde geschlossen.', en: 'The activity was closed.' },
  reopen: { de: 'Der Vorgang wurde wieder geöffnet.', en: 'The activity was reopened.' },
  forward: { de: 'Der Vorgang wurde weitergeleitet an', en: 'The activity was forwarded to' },
};

type Named = { readonly id: string; readonly name: string };

export function createdContent(initiator: Named): LocalizedContent {
  return localizedContent((language) => [
    text(sentences.created[language]),
    text({ de: ' Gemeldet von ', en: ' Reported by ' }[language]),
    person(initiator),
    text('.'),
  ]);
}

export function transitionContent(
  transition: Transition,
  change: {
    readonly from: ActivityState;
    readonly to: ActivityState;
    readonly target: { readonly person: Named } | { readonly team: Named } | null;
    readonly note: string | null;
  },
): LocalizedContent {
  return localizedContent((language) => [
    text(sentences[transition][language]),
    ...target(change.target),
    ...(change.from === change.to
      ? []
      : [text(` ${stateNames[change.from][language]} → ${stateNames[change.to][language]}.`)]),
    ...(change.note ? [lineBreak(), ...lines(change.note)] : []),
  ]);
}

export function putBackContent(change: {
  readonly from: ActivityState;
  readonly to: ActivityState;
  readonly person?: Named;
  readonly team?: Named;
}): LocalizedContent {
  return localizedContent((language) => [
    text({ de: 'Rückgängig gemacht.', en: 'Undone.' }[language]),
    ...(change.from === change.to
      ? []
      : [text(` ${stateNames[change.from][language]} → ${stateNames[change.to][language]}.`)]),
    ...(change.person
      ? [text({ de: ' Wieder bei ', en: ' Back with ' }[language]), person(change.person), text('.')]
      : []),
    ...(change.team
      ? [text({ de: ' Wieder bei ', en: ' Back with ' }[language]), strong(change.team.name), text('.')]
      : []),
  ]);
}

function target(to: { readonly person: Named } | { readonly team: Named } | null): Inline[] {
  if (to === null) return [];
  return [text(' '), 'person' in to ? person(to.person) : strong(to.team.name), text('.')];
}

/** What somebody wrote, as it was written, the same in every language. */
export function writtenContent(written: string): LocalizedContent {
  return localizedContent(() => lines(written));
}

export function assetContent(what: 'linked' | 'unlinked', name: string): LocalizedContent {
  const sentence = {
    linked: { de: 'Asset verknüpft: ', en: 'Asset linked: ' },
    unlinked: { de: 'Verknüpfung mit Asset gelöst: ', en: 'Asset unlinked: ' },
  }[what];
  return localizedContent((language) => [text(sentence[language]), strong(name)]);
}

/** Which fields of an activity were changed, and to what. */
export interface FieldChanges {
  readonly subject?: { readonly before: string; readonly after: string };
  readonly description?: true;
  readonly initiator?: Named;
  readonly priority?: { readonly before: number; readonly after: number };
  readonly weights?: { readonly urgency: number | null; readonly impact: number | null };
}

export function changedContent(changes: FieldChanges): LocalizedContent {
  return localizedContent((language) => {
    const parts: Inline[][] = [];
    const { subject, initiator, priority } = changes;
    if (subject)
      parts.push([
        text({ de: 'Betreff: ', en: 'Subject: ' }[language]),
        text(`${subject.before} → ${subject.after}`),
      ]);
    if (changes.description)
      parts.push([text({ de: 'Beschreibung geändert', en: 'Description changed' }[language])]);
    if (initiator) parts.push([text('Initiator: '), person(initiator)]);
    if (priority)
      parts.push([
        text({ de: 'Priorität: ', en: 'Priority: ' }[language]),
        text(`${priorityName(priority.before)[language]} → ${priorityName(priority.after)[language]}`),
      ]);
    if (changes.weights)
      parts.push([
        text({ de: 'Dringlichkeit und Auswirkung: ', en: 'Urgency and impact: ' }[language]),
        text(
          `${levelName(changes.weights.urgency)[language]}, ${levelName(changes.weights.impact)[language]}`,
        ),
      ]);
    return parts.flatMap((part, index) => (index === 0 ? part : [lineBreak(), ...part]));
  });
}

function priorityName(priority: number): Localized {
  return priorityNames[priority] ?? { de: String(priority), en: String(priority) };
}

function levelName(level: number | null): Localized {
  return level === null ? { de: 'keine Angabe', en: 'not given' } : priorityName(level);
}

function lines(written: string): Inline[] {
  return written
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => [...(index === 0 ? [] : [lineBreak()]), ...(line === '' ? [] : [text(line)])]);
}
