import { fetchInNet } from './fetch-in-net.ts';
import { testRule } from './test-rule.ts';

testRule('fetch-in-net', fetchInNet, {
  passes: [
    'await host.fetch(request)',
    'function go(fetch: Fetch) { return fetch(url) }',
    'client.fetch(request, limits)',
  ],
  fires: ["await fetch('https://example.org')", 'globalThis.fetch(url)'],
});
