import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { themeVariables } from './dev/theme-variables.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeVariables()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
  },
});
