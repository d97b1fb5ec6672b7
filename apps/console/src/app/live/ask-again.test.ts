import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askAgain } from './ask-again.ts';

let client: QueryClient;
/** Answers that are on their way, oldest first. */
let onTheirWay: { come(): void; fail(): void }[];
let world: string;
let stop: () => void;

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  onTheirWay = [];
  world = 'before';
  stop = () => undefined;
});
afterEach(() => {
  stop();
  client.clear();
});

/** Looks at something whose answer is read when it is asked for, and comes when the test says so. */
function look(): QueryObserver<string> {
  const observer = new QueryObserver<string>(client, {
    queryKey: ['panel'],
    queryFn() {
      const read = world;
      return new Promise((resolve, reject) => {
        onTheirWay.push({ come: () => resolve(read), fail: () => reject(new Error('no answer')) });
      });
    },
    meta: { topics: ['activity:1'] },
  });
  stop = observer.subscribe(() => undefined);
  return observer;
}

const change = (topic: string) => askAgain(client, (topics) => topics.includes(topic));

test('a change while the first answer is on its way is asked for when that has come', async () => {
  const observer = look();
  world = 'after';
  const asked = change('activity:1');
  expect(onTheirWay).toHaveLength(1);
  onTheirWay[0]?.come();
  await expect.poll(() => onTheirWay.length).toBe(2);
  expect(observer.getCurrentResult().data).toBe('before');
  onTheirWay[1]?.come();
  await asked;
  expect(observer.getCurrentResult().data).toBe('after');
});

test('a later answer on its way is given up for the newer question', async () => {
  const observer = look();
  onTheirWay[0]?.come();
  await expect.poll(() => observer.getCurrentResult().data).toBe('before');
  void change('activity:1');
  world = 'after';
  const asked = change('activity:1');
  expect(onTheirWay).toHaveLength(3);
  onTheirWay[2]?.come();
  await asked;
  expect(observer.getCurrentResult().data).toBe('after');
});

test('a first answer that fails is not asked for by itself', async () => {
  const observer = look();
  const asked = change('activity:1');
  onTheirWay[0]?.fail();
  await asked;
  expect(observer.getCurrentResult().isError).toBe(true);
  expect(onTheirWay).toHaveLength(1);
});

test('what a change does not concern is left alone', async () => {
  look();
  await change('activity:2');
  expect(onTheirWay).toHaveLength(1);
});
