import { defineConfig } from 'vitest/config';

// What the mutation tester runs for every sentence that it takes out: the tables alone, without a database.
export default defineConfig({ test: { include: ['apps/server/src/**/policy.test.ts'] } });
