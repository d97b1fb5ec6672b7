import {
  type Host,
  type Inline,
  inlines,
  type Language,
  type LocalizedContent,
  localizedContent,
} from '@fernwart/addon-kit';
import type { SessionRow } from '../sessions/store.ts';
import { troubleText } from '../shared/trouble.ts';
import { contentOf, inlineText, oneLine, type Say, sayIn } from '../shared/words.ts';
import { seconds, totalSeconds } from './intervals.ts';
import type { Verdict } from './model.ts';
import type { Report } from './store.ts';

const longestText = 1000;

/** What the journal says of the connections of a session; notes, being the supporter's own, have an entry of theirs. */
export function outcomeContent(
  host: Host,
  session: SessionRow,
  verdict: Verdict,
  reports: readonly Report[],
): LocalizedContent {
  if (verdict.record === 'written') return connectionsContent(host, session, reports);
  if (verdict.record === 'nothing') return contentOf(host, 'journal.nothing');
  return contentOf(host, 'journal.undetermined', (say, language) => ({
    code: inlines.code(session.code ?? '–'),
    reason: inlines.text(reasonText(say, language, session, verdict)),
  }));
}

function reasonText(say: Say, language: Language, session: SessionRow, verdict: Verdict): string {
  if (verdict.record !== 'undetermined') return say('unknown');
  if (verdict.reason === 'was_online') return say('undetermined.was_online');
  const trouble = verdict.trouble ?? session.askTrouble;
  return trouble === null ? say('unknown') : troubleText(say, language, trouble);
}

function connectionsContent(host: Host, session: SessionRow, reports: readonly Report[]): LocalizedContent {
  return localizedContent((language) => {
    const say = sayIn(host, language);
    const total = totalSeconds(reports);
    const head = inlineText(say(reports.length === 1 ? 'journal.connection' : 'journal.connections'), {
      code: inlines.code(session.code ?? '–'),
      count: String(reports.length),
      total: total === null ? say('unknown') : inlines.duration(total),
    });
    return [...head, ...reports.flatMap((report) => [inlines.lineBreak(), ...connectionLine(say, report)])];
  });
}

function connectionLine(say: Say, report: Report): Inline[] {
  const unknown = say('unknown');
  const length = seconds(report);
  const line = inlineText(say('journal.connection.line'), {
    supporter: inlines.strong(known(report.supporterName) ?? unknown),
    device: inlines.text(deviceText(report) ?? unknown),
    start: report.startedAt === null ? unknown : inlines.instant(report.startedAt),
    end: report.endedAt === null ? unknown : inlines.instant(report.endedAt),
    duration: length === null ? unknown : inlines.duration(length),
    kind: say(`report.kind.${report.kind ?? 'unknown'}`),
    rating: report.rating === null ? unknown : String(report.rating),
  });
  const comment = known(report.comment);
  return comment === null
    ? line
    : [...line, ...inlineText(say('journal.connection.comment'), { comment: inlines.text(comment) })];
}

/** Notes of all connections, for the desk's eyes; null when there are none. */
export function notesContent(
  host: Host,
  session: SessionRow,
  reports: readonly Report[],
): LocalizedContent | null {
  const noted = reports.flatMap((report) => {
    const notes = known(report.notes);
    return notes === null ? [] : [{ supporter: known(report.supporterName), notes }];
  });
  if (noted.length === 0) return null;
  return localizedContent((language) => {
    const say = sayIn(host, language);
    const head = inlineText(say('journal.notes'), { code: inlines.code(session.code ?? '–') });
    return [
      ...head,
      ...noted.flatMap(({ supporter, notes }) => [
        inlines.lineBreak(),
        inlines.strong(`${supporter ?? say('unknown')}: `),
        inlines.text(notes),
      ]),
    ];
  });
}

function deviceText(report: Report): string | null {
  const name = known(report.deviceName);
  const id = known(report.deviceId);
  if (name === null) return id;
  return id === null ? name : `${name} (${id})`;
}

function known(text: string | null): string | null {
  const line = text === null ? '' : oneLine(text, longestText);
  return line === '' ? null : line;
}
