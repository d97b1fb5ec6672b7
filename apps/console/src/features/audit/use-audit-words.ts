import type { AuditRecord } from '@fernwart/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format } from '../../i18n/format.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { plainText } from '../../ui/plain-text.ts';
import { auditActions } from './audit-action-names.ts';
import { auditDetails, auditValues } from './audit-detail-names.ts';

type Told = Pick<AuditRecord, 'names' | 'words'>;

/** What a record says, in the reader's words. What nobody has words for stays as readable as it can be. */
interface AuditWords {
  /** A person as he or she was called then, or a package. */
  actor(record: Pick<AuditRecord, 'actor' | 'actorId' | 'names'>): string;
  action(record: Pick<AuditRecord, 'action' | 'words'>): string;
  /** Of a member of the details. */
  detail(record: Told, name: string): string;
  value(record: Told, value: unknown): string;
  subject(record: Pick<AuditRecord, 'subject' | 'names'>): string;
}

const subjects = [
  'activity',
  'api_token',
  'asset',
  'configuration',
  'engineActivation',
  'import',
  'package',
  'person',
  'secrets',
  'settings',
  'team',
] as const;
const settings = ['desk', 'mail', 'mailTexts', 'keys'] as const;
const occasions = ['solved', 'closed', 'replied', 'invited', 'tested'] as const;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const anId = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g;

export function useAuditWords(): AuditWords {
  const { t } = useTranslation(['console', 'administration']);
  const format = useFormat();
  return useMemo(() => {
    const spoken = ({ words }: Pick<AuditRecord, 'words'>, name: string) => words[name]?.[currentLanguage()];

    function detail(record: Told, name: string): string {
      const known = auditDetails.find((each) => each === name);
      if (known) return spoken(record, name) ?? t(`administration:audit.detail.${known}`);
      const [occasion, language = ''] = name.split('.');
      const mail = occasions.find((each) => each === occasion);
      if (mail && (language === 'de' || language === 'en'))
        return `${t(`administration:settings.occasion.${mail}`)} (${t(`language.${language}`)})`;
      return spoken(record, name) ?? readable(name);
    }

    function value(record: Told, given: unknown): string {
      if (given === null || given === undefined || given === '') return '';
      if (typeof given === 'boolean') return given ? t('common.yes') : t('common.no');
      if (typeof given === 'number') return format.number(given);
      if (typeof given === 'string') {
        const known = auditValues.find((each) => each === given);
        if (known) return t(`administration:audit.value.${known}`);
        return instant.test(given) ? format.instant(given) : named(record, given);
      }
      if (Array.isArray(given)) return given.map((each) => value(record, each)).join(', ');
      if (isHours(given)) return `${weekday(format, given.day)} ${given.from}–${given.until}`;
      if (typeof given !== 'object') return plainText(given);
      return Object.entries(given)
        .map(([name, each]) => `${prefixName(name) ?? detail(record, name)}: ${value(record, each) || '–'}`)
        .join(', ');
    }

    function prefixName(name: string): string | null {
      return name === 'incident' || name === 'service_request' || name === 'ticket'
        ? t(`activity.kind.${name}`)
        : null;
    }

    return {
      actor({ actor, actorId, names }) {
        const [type, id] = splitOnce(actor);
        if (actorId !== null || type !== 'package') return actor;
        return `${t('administration:audit.subject.package')} ${names[id] ?? id}`;
      },
      detail,
      value,
      action(record) {
        const known = auditActions.find((name) => name === record.action.replaceAll('.', '_'));
        if (known) return t(`administration:audit.action.${known}`);
        return spoken(record, 'action') ?? readable(record.action);
      },
      subject({ subject, names }) {
        if (subject === null) return '–';
        const [type, id] = splitOnce(subject);
        const known = subjects.find((each) => each === type);
        const what = known ? t(`administration:audit.subject.${known}`) : readable(type);
        const setting = settings.find((each) => each === id);
        if (setting) return t(`administration:audit.setting.${setting}`);
        const name = names[id] ?? (id.replace(anId, '') === '' ? '' : id);
        return name === '' ? what : `${what} ${name}`;
      },
    };
  }, [t, format]);
}

/** `teamviewer.device.take_back` is no word, but one can read it without its dots and lines. */
function readable(code: string): string {
  const words = code
    .replaceAll(/[._:]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_all, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An id says nothing to anybody: what it is called now, where that is known. */
function named({ names }: Pick<AuditRecord, 'names'>, text: string): string {
  return text.replaceAll(anId, (id) => names[id] ?? id);
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isHours(value: unknown): value is { day: number; from: string; until: string } {
  return typeof value === 'object' && value !== null && 'day' in value && 'from' in value && 'until' in value;
}

/** 2024-01-01 was a Monday. */
function weekday(format: Format, day: number): string {
  return format.day(`2024-01-0${day}T12:00:00Z`).split(/[ ,]/, 1)[0] ?? '';
}
