import { expect, test } from 'vitest';
import { closingLine, countReport } from './report.ts';

function file(status: string, ...statuses: string[]) {
  return { status, assertionResults: statuses.map((one) => ({ status: one })) };
}

test('counts passed, failed and skipped tests', () => {
  const json = {
    success: false,
    testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed', 'pending')],
  };
  expect(countReport(json)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test('a file that does not load counts as failed', () => {
  expect(countReport({ success: false, testResults: [file('failed')] })).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test('a run that vitest calls unsuccessful is never told as "0 failed"', () => {
  expect(countReport({ success: false, testResults: [file('passed', 'passed')] })).toMatchObject({
    failed: 1,
  });
});

test('a report of another shape is refused', () => {
  expect(() => countReport({ testResults: 'none' })).toThrow();
});

test('the closing line has its form', () => {
  expect(closingLine({ passed: 412, failed: 0 })).toBe('412 passed, 0 failed');
});
