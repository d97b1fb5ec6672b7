/** Fewer than this are never too many, however small the fleet. */
const mostIds = 25;
const largestShare = 0.2;

/**
 * Whether a synchronisation stops and asks (design §7): it would replace, move or remove more than 25 IDs and more than
 * a fifth of those there are. First assignments to empty assets never count.
 */
export function isBraked(changed: number, existing: number): boolean {
  return changed > mostIds && changed > existing * largestShare;
}
