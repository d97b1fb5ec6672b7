import type { ConnectionReport } from '@fernwart/teamviewer';
import { digestOf } from '../shared/sealing.ts';
import type { Report } from './store.ts';

const longestNote = 4000;

/** What is kept of a report. Everything in it is TeamViewer's or a stranger's: text, of bounded length. */
export async function readReport(report: ConnectionReport, sessionId: string | null): Promise<Report> {
  const kept = {
    sessionCode: text(report.sessionCode, 40),
    supporterId: text(report.userId, 100),
    supporterName: text(report.userName, 200),
    deviceId: text(report.deviceId, 100),
    deviceName: text(report.deviceName, 200),
    startedAt: report.startedAt ?? null,
    endedAt: report.endedAt ?? null,
    kind: report.kind,
    notes: text(report.notes, longestNote),
    rating: rating(report.feedback?.rating),
    comment: text(report.feedback?.comment, longestNote),
  };
  return {
    id: report.id.toLowerCase().slice(0, 100),
    sessionId,
    ...kept,
    digest: await digestOf(JSON.stringify(kept)),
  };
}

function text(value: string | undefined, longest: number): string | null {
  if (value === undefined || value.trim() === '') return null;
  // PostgreSQL cannot store the character zero.
  return value.replaceAll('\0', '').slice(0, longest);
}

function rating(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) || Math.abs(value) > 1000 ? null : Math.round(value);
}
