import type { Session, TeamViewer } from '@fernwart/teamviewer';

/**
 * Sessions at TeamViewer, open or closed, that were made at this instant or later, and some older ones. The list comes
 * newest first, so it ends for us where sessions are older; an hour covers clocks that differ.
 */
export async function listSince(client: TeamViewer, since: Temporal.Instant): Promise<Session[]> {
  const oldest = since.subtract({ hours: 1 });
  const listed: Session[] = [];
  for await (const page of client.sessions.list({ state: ['open', 'closed'] }).pages()) {
    listed.push(...page.records);
    const last = page.records.at(-1)?.createdAt;
    if (last !== undefined && Temporal.Instant.compare(last, oldest) < 0) break;
  }
  return listed;
}
