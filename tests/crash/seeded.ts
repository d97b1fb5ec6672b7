/** Numbers that a seed decides (mulberry32), so that a plan can be played again. */
export interface Seeded {
  /** In [0, 1). */
  next(): number;
  below(limit: number): number;
  /** Of a list that is not empty. */
  pick<T>(from: readonly [T, ...(readonly T[])]): T;
  chance(of: number): boolean;
  /** Another row of numbers, decided by this one. */
  branch(): Seeded;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const self: Seeded = {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    below: (limit) => Math.floor(self.next() * limit),
    pick: (from) => from[self.below(from.length)] ?? from[0],
    chance: (of) => self.next() < of,
    branch: () => seeded(self.below(2 ** 31)),
  };
  return self;
}
