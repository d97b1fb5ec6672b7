/** `14:30`, or as the reader's language writes it. */
export function clockTime(at: Temporal.Instant, timeZone: string, language: string): string {
  return at.toZonedDateTimeISO(timeZone).toLocaleString(language, { hour: '2-digit', minute: '2-digit' });
}
