import { fileURLToPath } from 'node:url';
import { checks } from './checks.ts';
import { runChecks } from './run-checks.ts';

// npm run check [-- paths]: format and lint look at the paths alone, everything else at the whole.
const root = fileURLToPath(new URL('../..', import.meta.url));
const { failed } = await runChecks(root, checks, process.argv.slice(2));
process.exitCode = failed.length > 0 ? 1 : 0;
