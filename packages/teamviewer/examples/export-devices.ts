import { isTeamViewerError, type ManagedDevice, type TeamViewer } from '@fernwart/teamviewer';

/** Hands every device of a group on in pages and, when the list breaks off, goes on where it broke. */
export async function exportGroup(
  tv: TeamViewer,
  groupId: string,
  write: (devices: readonly ManagedDevice[]) => Promise<void>,
): Promise<void> {
  const options = { priority: 'background' } as const;
  let from: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      for await (const page of tv.managed.devicesOfGroup(groupId, options).pages(from))
        await write(page.records);
      return;
    } catch (error) {
      if (attempt === 5 || !isTeamViewerError(error) || error.code !== 'try_later') throw error;
      from = error.cursor ?? from;
    }
  }
}
