import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { themeVariables } from './dev/theme-variables.ts';
import { withoutJsonSchema } from './dev/without-json-schema.ts';

/** What every page with a list needs comes in two files; the rest is loaded with the page or dialog that needs it. */
const libraries =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|i18next|react-i18next|zod|clsx|@tanstack|@floating-ui|@mantine\/hooks)\//;
const components =
  /@mantine\/core\/esm\/(core|utils|components\/(ActionIcon|Alert|Anchor|Button|Checkbox|CloseButton|CopyButton|Group|Input|InlineInput|InputBase|Loader|Popover|Portal|Radio|Skeleton|Stack|Text|TextInput|Tooltip|Transition|UnstyledButton|VisuallyHidden)\/)/;
const house =
  /apps\/console\/src\/(app|ui|i18n|features\/people\/(people-api|use-me))(?!.*(fields|dialog|drawer|messages|picker|\/de\.|\/en\.|overview|error-pages|switch|choices|upload|two-columns|not-there|disclosure|copy-value))/;
/** What the list of activities and the frame speak of, and what the rest of the contract is made from. */
const contract =
  /packages\/contract\/src\/(actions|activities|blocks|common|content|people|problems|shell)\.ts/;
const furtherContract =
  /packages\/contract\/src\/(attachments|configurations|imports|notifications|operations|reporting|saved-filters|settings)\.ts/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeVariables(), withoutJsonSchema()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    manifest: true,
    chunkSizeWarningLimit: 600,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: libraries, priority: 5 },
            { name: 'contract', test: contract, priority: 4 },
            { name: 'further-contract', test: furtherContract, priority: 3 },
            { name: 'components', test: components, priority: 2 },
            { name: 'house', test: house, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
