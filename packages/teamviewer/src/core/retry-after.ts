const LONGEST_WAIT_SECONDS = 24 * 60 * 60;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HTTP_DATE = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date. TeamViewer documents none (facts §3.1 [U]); where one
 * arrives it is obeyed, but for no more than a day.
 */
export function retryAfter(value: string | undefined, now: Temporal.Instant): Temporal.Instant | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : secondsUntil(text, now);
  if (seconds === undefined) return undefined;
  return now.add({ seconds: Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS) });
}

function secondsUntil(text: string, now: Temporal.Instant): number | undefined {
  const match = HTTP_DATE.exec(text);
  if (match === null) return undefined;
  const [, day, monthName, year, hour, minute, second] = match;
  const month = MONTHS.indexOf(monthName ?? '') + 1;
  if (month === 0) return undefined;
  const iso = `${year}-${String(month).padStart(2, '0')}-${day}T${hour}:${minute}:${second}Z`;
  try {
    return Math.ceil(now.until(Temporal.Instant.from(iso)).total('seconds'));
  } catch {
    return undefined;
  }
}
