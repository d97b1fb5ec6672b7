import { inline, type TableRow } from '@fernwart/contract';
import { z } from 'zod';
import { useFormat } from '../../i18n/use-format.ts';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { SafeLink } from '../../ui/safe-link.tsx';
import { InlineContent } from '../inline-content.tsx';
import type { TableColumn } from './table-column.ts';

const link = z.object({ href: z.string(), text: z.string() });
const badge = z.object({
  text: z.string(),
  tone: z.enum(['neutral', 'info', 'success', 'warning', 'danger']).default('neutral'),
});
const content = z.array(inline);

interface Props {
  readonly row: TableRow;
  readonly column: TableColumn;
  /** This cell leads to the row's page, where it has one. */
  readonly leads: boolean;
}

/** A cell by its column's kind; a value of another shape is shown as the text that it is. */
export function TableCell({ row, column, leads }: Props) {
  const format = useFormat();
  const value = row.cells[column.name];
  if (value === null || value === undefined || value === '') return <span className="dimmed">–</span>;
  const shown = () => {
    switch (column.kind) {
      case 'instant':
        return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? (
          <Instant at={value} />
        ) : (
          plainText(value)
        );
      case 'duration':
        return typeof value === 'number' ? format.duration(value) : plainText(value);
      case 'number':
        return typeof value === 'number' ? format.number(value) : plainText(value);
      case 'link': {
        const parsed = link.safeParse(value);
        return parsed.success ? (
          <SafeLink href={parsed.data.href}>{parsed.data.text}</SafeLink>
        ) : (
          plainText(value)
        );
      }
      case 'badge': {
        const parsed = badge.safeParse(value);
        // A dash says that there is nothing: it needs no field of its own.
        if (parsed.data?.text === '–') return <span className="dimmed">–</span>;
        return parsed.success ? (
          <Mark tone={parsed.data.tone}>{parsed.data.text}</Mark>
        ) : (
          <Mark tone="neutral">{plainText(value)}</Mark>
        );
      }
      case 'content': {
        const parsed = content.safeParse(value);
        return parsed.success ? <InlineContent nodes={parsed.data} /> : plainText(value);
      }
      case 'text':
        return plainText(value);
    }
  };
  return leads && row.href ? <SafeLink href={row.href}>{shown()}</SafeLink> : shown();
}
