import { launch } from './bootstrap/launch.mjs';

await launch('tools/test/main.ts', process.argv.slice(2));
