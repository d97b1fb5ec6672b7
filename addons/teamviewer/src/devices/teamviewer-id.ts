/** The attribute that the package adds to assets. */
export const idAttribute = 'teamviewerId';

/** Digits and nothing else: these IDs end up in links that start programs (facts §11). */
export function isTeamViewerId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{8,10}$/.test(value);
}

/** Where one launches the installed TeamViewer or downloads it (acceptance 75–77); null for what is no ID. */
export function startAddress(teamviewerId: unknown): string | null {
  return isTeamViewerId(teamviewerId) ? `https://start.teamviewer.com/${teamviewerId}` : null;
}
