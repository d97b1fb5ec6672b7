import type { EpochMs, LicenceType } from './model.ts';
import type { Switches } from './switches.ts';

const hour = 3_600_000;

/** Calls per function and token (TV-3.6); the window is one hour for Free, a day for the others. */
export const licenceQuotas: Record<Exclude<LicenceType, 'Tensor'>, { calls: number; window: number }> = {
  Free: { calls: 300, window: hour },
  Business: { calls: 7_200, window: 24 * hour },
  Premium: { calls: 14_400, window: 24 * hour },
  Corporate: { calls: 36_000, window: 24 * hour },
};

export interface QuotaBook {
  /** Counts one call. Returns null when it is allowed, else the seconds until the next one would be. */
  take(key: string, licence: LicenceType, switches: Switches, now: EpochMs): number | null;
  clear(): void;
}

export function createQuotaBook(): QuotaBook {
  const fixed = new Map<string, { start: EpochMs; count: number }>();
  const sliding = new Map<string, EpochMs[]>();
  return {
    take(key, licence, switches, now) {
      const limit = limitOf(licence, switches);
      if (!limit) return null;
      if (switches.rateLimitWindow === 'sliding') {
        const calls = (sliding.get(key) ?? []).filter((at) => at > now - limit.window);
        sliding.set(key, calls);
        const oldest = calls[calls.length - limit.calls];
        if (oldest !== undefined) return Math.ceil((oldest + limit.window - now) / 1000);
        calls.push(now);
        return null;
      }
      const start = now - (now % limit.window);
      const bucket = fixed.get(key);
      if (!bucket || bucket.start !== start) {
        fixed.set(key, { start, count: 1 });
        return null;
      }
      if (bucket.count >= limit.calls) return Math.ceil((start + limit.window - now) / 1000);
      bucket.count += 1;
      return null;
    },
    clear() {
      fixed.clear();
      sliding.clear();
    },
  };
}

function limitOf(licence: LicenceType, switches: Switches): { calls: number; window: number } | null {
  if (switches.quotas === 'off') return null;
  const published =
    licence === 'Tensor'
      ? switches.tensorQuotaPerDay === null
        ? null
        : { calls: switches.tensorQuotaPerDay, window: 24 * hour }
      : licenceQuotas[licence];
  if (switches.quotaPerWindow === null) return published;
  return { calls: switches.quotaPerWindow, window: published?.window ?? 24 * hour };
}
