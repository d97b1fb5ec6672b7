import { afterAll, beforeAll, test } from 'vitest';
import { liveService } from './environment.ts';
import { openTarget, type Target } from './target.ts';

/** `read-only` may run anywhere; `writes` on a live service only when allowed; `emulator` nowhere else. */
export type Reach = 'read-only' | 'writes' | 'emulator';

export type Conform = (
  fact: string,
  reach: Reach,
  behaviour: string,
  run: (target: Target) => Promise<void>,
) => void;

/** Opens one target for a file and gives the function that declares its cases; each cites an entry of docs/facts. */
export function conformance(): Conform {
  const live = liveService();
  let target: Target | null = null;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target?.close());
  return (fact, reach, behaviour, run) => {
    const skip = live !== null && (reach === 'emulator' || (reach === 'writes' && !live.mayWrite));
    test.skipIf(skip)(`[${fact}] (${reach}) ${behaviour}`, async () => {
      if (!target) throw new Error('no target');
      await run(target);
    });
  };
}
