/** Which live service the suite runs against, and whether it may change anything there. */
export interface LiveService {
  /** E.g. `https://webapi.teamviewer.com/api/v1`. */
  base: string;
  token: string;
  /** Whether cases that create or change things may run: they use the licence's real quota. */
  mayWrite: boolean;
}

/**
 * The only place that reads the environment. Without `CONFORMANCE_BASE` the suite runs against an emulator
 * of its own.
 */
export function liveService(): LiveService | null {
  const base = process.env['CONFORMANCE_BASE'];
  if (!base) return null;
  const token = process.env['CONFORMANCE_TOKEN'];
  if (!token) throw new Error('CONFORMANCE_BASE needs CONFORMANCE_TOKEN beside it.');
  return {
    base: base.replace(/\/+$/, ''),
    token,
    mayWrite: process.env['CONFORMANCE_WRITE'] === '1',
  };
}
