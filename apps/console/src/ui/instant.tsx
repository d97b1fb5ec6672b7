import { Tooltip } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from './use-now.ts';

interface Props {
  readonly at: string;
  /** `relative` for lists and timelines; the exact time is one hover away. */
  readonly as?: 'absolute' | 'relative' | 'time' | 'seconds';
}

/** An instant in the reader's language and time zone. */
export function Instant({ at, as = 'absolute' }: Props) {
  const format = useFormat();
  const now = useNow();
  const shown = {
    absolute: () => format.instant(at),
    relative: () => format.relative(at, now),
    time: () => format.time(at),
    seconds: () => format.time(at, true),
  }[as]();
  return (
    <Tooltip label={format.exactInstant(at)}>
      <time dateTime={at}>{shown}</time>
    </Tooltip>
  );
}
