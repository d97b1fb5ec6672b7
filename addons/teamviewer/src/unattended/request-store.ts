import type { Sql } from '@fernwart/addon-kit';
import type { Evidence } from './match-request.ts';

/** Reports that stand on an activity's journal already: from an earlier request, or from the record of a session. */
export async function reportsOnJournal(sql: Sql, activityId: string): Promise<Set<string>> {
  const rows = await sql<{ key: string }>`
    select lower(report_id) as key from requested_reports where activity_id = ${activityId}
    union
    select lower(r.id) from connection_reports r join sessions s on s.id = r.session_id
    where s.activity_id = ${activityId} and s.entries > 0`;
  return new Set(rows.map((row) => row.key));
}

/** Ids are unique at TeamViewer: two configurations of one company see the same reports. */
export function reportKey(reportId: string): string {
  return reportId.toLowerCase();
}

export async function storeRequested(
  sql: Sql,
  activityId: string,
  runId: string,
  reports: readonly { readonly configurationId: string; readonly id: string; readonly evidence: Evidence }[],
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into requested_reports (activity_id, configuration_id, report_id, evidence, run_id, requested_at)
    select ${activityId}, configuration_id, report_id, evidence, ${runId}, ${at}
    from unnest(${reports.map((one) => one.configurationId)}::text[], ${reports.map((one) => one.id)}::text[],
      ${reports.map((one) => one.evidence)}::text[]) as new (configuration_id, report_id, evidence)
    on conflict do nothing`;
}

/** Whether this run has written its answer already. */
export async function hasAnswered(sql: Sql, activityId: string, runId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from requested_reports where activity_id = ${activityId} and run_id = ${runId} limit 1`;
  return rows.length > 0;
}

/** Codes of the activity's sessions. */
export async function codesOfActivity(sql: Sql, activityId: string): Promise<string[]> {
  const rows = await sql<{ code: string }>`
    select code from sessions where activity_id = ${activityId} and code is not null`;
  return rows.map((row) => row.code);
}
