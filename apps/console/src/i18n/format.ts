/** Renders instants (ISO 8601), durations (seconds) and numbers for one language and time zone, by Intl's rules. */
export interface Format {
  /** `22.11.2026, 23:15` */
  instant(iso: string): string;
  /** With seconds and the zone's name, for tooltips. */
  exactInstant(iso: string): string;
  /** `23:15`, with seconds for logs. */
  time(iso: string, seconds?: boolean): string;
  /** `Sonntag, 22. November 2026` */
  day(iso: string): string;
  /** `22.11.2026` */
  date(iso: string): string;
  /** `22.11.`, where there is little room. */
  shortDay(iso: string): string;
  /** `vor 5 Minuten`; beyond a week the date. */
  relative(iso: string, now: number): string;
  /** How many local days lie between the instant and now: 0 is today, 1 yesterday. */
  daysAgo(iso: string, now: number): number;
  /** `1 Std. 5 Min.` */
  duration(seconds: number): string;
  number(value: number): string;
  percent(share: number): string;
  list(items: readonly string[]): string;
}

const minute = 60;
const hour = 60 * minute;
const dayLength = 24 * hour;

export function createFormat(language: string, timeZone: string): Format {
  const zone = supported(timeZone) ? timeZone : 'UTC';
  // English readers of a European desk expect day before month.
  const locale = language === 'en' ? 'en-GB' : language;
  const instant = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone: zone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone });
  const timeSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: zone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: zone });
  const shortDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone });
  const dayAndMonth = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: locale === 'de' ? 'numeric' : 'short',
    timeZone: zone,
  });
  const calendar = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  function daysAgo(iso: string, now: number): number {
    const start = Date.parse(`${calendar.format(Date.parse(iso))}T00:00:00Z`);
    const today = Date.parse(`${calendar.format(now)}T00:00:00Z`);
    return Math.round((today - start) / (dayLength * 1000));
  }

  return {
    instant: (iso) => instant.format(Date.parse(iso)),
    exactInstant: (iso) => exact.format(Date.parse(iso)),
    time: (iso, seconds) => (seconds ? timeSeconds : time).format(Date.parse(iso)),
    day: (iso) => day.format(Date.parse(iso)),
    date: (iso) => shortDay.format(Date.parse(iso)),
    shortDay: (iso) => dayAndMonth.format(Date.parse(iso)),
    daysAgo,
    relative(iso, now) {
      const seconds = (Date.parse(iso) - now) / 1000;
      const distance = Math.abs(seconds);
      if (distance < 45) return relative.format(0, 'second');
      if (distance < 45 * minute) return relative.format(Math.round(seconds / minute), 'minute');
      if (distance < 22 * hour) return relative.format(Math.round(seconds / hour), 'hour');
      if (distance < 7 * dayLength) return relative.format(-daysAgo(iso, now), 'day');
      return shortDay.format(Date.parse(iso));
    },
    duration: (seconds) => duration(locale, seconds),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    list: (items) => list.format(items),
  };
}

function duration(locale: string, seconds: number): string {
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / dayLength), 'day'],
    [Math.floor((whole % dayLength) / hour), 'hour'],
    [Math.floor((whole % hour) / minute), 'minute'],
    [whole % minute, 'second'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  // Two neighbouring units say enough: nobody needs the seconds of a day.
  const shown = (first < 0 ? parts.slice(3) : parts.slice(first, first + 2)).filter(
    ([amount], index) => index === 0 || amount > 0,
  );
  return shown
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}

function supported(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}
