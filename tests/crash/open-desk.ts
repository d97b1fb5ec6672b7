import { join } from 'node:path';
import { type DeskCopy, makeTemplate } from './desk-template.ts';
import { openStage, type Stage } from './stage.ts';

/** A demo desk on a stage, for tests that all play on the same one. */
export interface OpenDesk {
  readonly stage: Stage;
  readonly copy: DeskCopy;
  close(): Promise<void>;
}

/** `server`: as for `makeTemplate`. `log`: where the servers' output goes; into the first node's folder unless told. */
export async function openDesk(server: string | null, nodes: number, log?: string): Promise<OpenDesk> {
  const template = await makeTemplate(server);
  const copy = await template.copy(nodes);
  const stage = await openStage(copy, log ?? join(copy.folders[0] ?? '', 'servers.log'));
  return {
    stage,
    copy,
    async close() {
      await stage.stop();
      await copy.remove();
      await template.remove();
    },
  };
}
