import { inlines, localizedContent } from '@fernwart/addon-kit';
import type { LocalizedContent } from '@fernwart/contract';

const { text, strong } = inlines;

export function attachedContent(activityId: string, id: string, name: string): LocalizedContent {
  const href = `/api/v1/activities/${activityId}/attachments/${id}`;
  return localizedContent((language) => [
    text({ de: 'Datei angehängt: ', en: 'File attached: ' }[language]),
    { type: 'link', href, text: name },
  ]);
}

export function removedContent(name: string): LocalizedContent {
  return localizedContent((language) => [
    text({ de: 'Datei entfernt: ', en: 'File removed: ' }[language]),
    strong(name),
  ]);
}
