import { noModuleState } from './no-module-state.ts';
import { testRule } from './test-rule.ts';

testRule('no-module-state', noModuleState, {
  passes: ['const limit = 3', 'export function createCounter() { let count = 0; return () => ++count; }'],
  fires: ['let count = 0', 'export let current: string | null = null', 'var cache'],
});
