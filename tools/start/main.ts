import { fileURLToPath } from 'node:url';
import { buildOutdated } from '../build/build-outdated.ts';

try {
  await buildOutdated(fileURLToPath(new URL('../..', import.meta.url)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../../packages/dev-env/src/main.ts');
