/** A number of places. Whoever finds none stands in line: first come, first served. */
export interface Places {
  /** Answers what gives the place back, to be called once; null when the time was over before there was one. */
  take(over: AbortSignal): Promise<(() => void) | null>;
}

export function createPlaces(most: number): Places {
  let taken = 0;
  const line = new Set<() => void>();

  function giveBack(): void {
    const [first] = line;
    if (first) first();
    else taken -= 1;
  }

  return {
    async take(over) {
      if (taken < most) {
        taken += 1;
        return giveBack;
      }
      if (over.aborted) return null;
      return new Promise((resolve) => {
        const leave = () => {
          line.delete(called);
          resolve(null);
        };
        // The place goes from hand to hand, so that nobody who comes later is faster.
        const called = () => {
          line.delete(called);
          over.removeEventListener('abort', leave);
          resolve(giveBack);
        };
        line.add(called);
        over.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
