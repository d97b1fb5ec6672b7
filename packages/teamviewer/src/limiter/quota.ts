/** So many calls of one function with one token in any span of `window`. */
export interface Quota {
  readonly calls: number;
  readonly window: Temporal.Duration;
}

/** The licences whose quotas TeamViewer has published. */
export type Licence = 'free' | 'business' | 'premium' | 'corporate';

/**
 * Calls per function and token (facts §3.1 [C: M §2.7]). Tensor and newer product names are not in TeamViewer's table
 * ([U]); `corporate` is the nearest published figure.
 */
export const LICENCE_QUOTAS: Readonly<Record<Licence, Quota>> = {
  free: { calls: 300, window: Temporal.Duration.from({ hours: 1 }) },
  business: { calls: 7200, window: Temporal.Duration.from({ hours: 24 }) },
  premium: { calls: 14_400, window: Temporal.Duration.from({ hours: 24 }) },
  corporate: { calls: 36_000, window: Temporal.Duration.from({ hours: 24 }) },
};
