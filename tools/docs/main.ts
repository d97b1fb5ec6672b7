import { writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

// npm run docs: writes the documents that follow from the code.
for (const { path, text } of pages) writeFileSync(new URL(`../../${path}`, import.meta.url), text());
