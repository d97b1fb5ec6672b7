import { testRule } from './test-rule.ts';
import { timeThroughClock } from './time-through-clock.ts';

testRule('time-through-clock', timeThroughClock, {
  passes: ['clock.now()', 'Temporal.Instant.from(text)', 'new Date(value).toISOString()', 'Math.max(1, 2)'],
  fires: ['Date.now()', 'new Date()', 'Temporal.Now.instant()', 'Math.random()'],
});
