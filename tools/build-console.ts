import { fileURLToPath } from 'node:url';
import { buildConsole } from './console/build-console.ts';

const { firstPage } = await buildConsole(fileURLToPath(new URL('..', import.meta.url)));
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `First page: ${kilobytes(firstPage.script)} of script and ${kilobytes(firstPage.style)} of style, gzipped, in ${firstPage.files} files`,
);
