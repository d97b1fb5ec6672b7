import {
  type Host,
  type Inline,
  inlines,
  type LocalizedContent,
  localizedContent,
} from '@fernwart/addon-kit';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { contentOf, inlineText, oneLine, type Say, sayIn } from '../shared/words.ts';
import type { Belonging } from './match-request.ts';

/** One entry may name so many connections; more are counted. */
const mostLines = 50;

/** What the journal says after a request: the new connections, that there are no further ones, or that there are none. */
export function answerContent(
  host: Host,
  found: readonly Belonging[],
  before: number,
  troubles: readonly { readonly configuration: string; readonly trouble: Trouble }[],
): LocalizedContent {
  return localizedContent((language) => {
    const say = sayIn(host, language);
    const failures = troubles.flatMap(({ configuration, trouble }) => [
      inlines.lineBreak(),
      ...inlineText(say('unattended.notAsked'), {
        configuration: oneLine(configuration, 100),
        reason: troubleText(say, language, trouble),
      }),
    ]);
    return [...body(say, found, before, troubles.length > 0), ...failures];
  });
}

function body(say: Say, found: readonly Belonging[], before: number, isPartial: boolean): Inline[] {
  if (found.length === 0 && before > 0)
    return inlineText(say('unattended.nothingNew'), { count: String(before) });
  if (found.length === 0) return inlineText(say(isPartial ? 'unattended.unknown' : 'unattended.none'), {});
  const lines = found.slice(0, mostLines).flatMap((one) => [inlines.lineBreak(), ...line(say, one)]);
  const more =
    found.length > mostLines
      ? [
          inlines.lineBreak(),
          ...inlineText(say('unattended.more'), { count: String(found.length - mostLines) }),
        ]
      : [];
  const key = found.length === 1 ? 'unattended.found.one' : 'unattended.found';
  return [...inlineText(say(key), { count: String(found.length) }), ...lines, ...more];
}

/** Start, end, duration, supporter, device and ID (acceptance 80), and by what the connection was recognised. */
function line(say: Say, { report, evidence, asset }: Belonging): Inline[] {
  const unknown = say('unknown');
  const { startedAt, endedAt } = report;
  const seconds =
    startedAt === undefined || endedAt === undefined ? null : startedAt.until(endedAt).total('seconds');
  return inlineText(say('unattended.line'), {
    start: startedAt === undefined ? unknown : inlines.instant(startedAt),
    end: endedAt === undefined ? unknown : inlines.instant(endedAt),
    duration: seconds === null || seconds < 0 ? unknown : inlines.duration(seconds),
    supporter: inlines.strong(named(report.userName) ?? unknown),
    device: inlines.text(named(report.deviceName) ?? asset?.name ?? unknown),
    id: inlines.code(named(report.deviceId) ?? unknown),
    evidence: evidenceText(say, evidence, report.sessionCode),
  });
}

function evidenceText(say: Say, evidence: Belonging['evidence'], code: string | undefined): string {
  return say(`unattended.evidence.${evidence}`, { code: oneLine(code ?? '–', 40) });
}

function named(text: string | undefined): string | null {
  const line = oneLine(text ?? '', 200);
  return line === '' ? null : line;
}

export function notConnectedContent(host: Host): LocalizedContent {
  return contentOf(host, 'unattended.notConnected');
}
