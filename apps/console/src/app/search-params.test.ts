import { describe, expect, test } from 'vitest';
import { activitiesSearch, statesOf } from '../features/activities/activities-search.ts';
import { parseSearch, signInSearch, stringifySearch } from './search-params.ts';

describe('the address', () => {
  test('holds a list’s state as plain text, both ways', () => {
    const search = { view: 'mine', search: 'Drucker & Co', states: '201,202', cursor: undefined };
    const text = stringifySearch(search);
    expect(text).toBe('?view=mine&search=Drucker+%26+Co&states=201%2C202');
    expect(activitiesSearch.parse(parseSearch(text))).toEqual({
      view: 'mine',
      search: 'Drucker & Co',
      states: '201,202',
    });
  });

  test('ignores what it does not understand instead of failing', () => {
    const parsed = activitiesSearch.parse(
      parseSearch('?view=nonsense&states=abc&sort=drop+table&direction=up'),
    );
    expect(Object.values(parsed).filter((value) => value !== undefined)).toEqual([]);
  });

  test('knows only states that exist', () => {
    expect(statesOf({ states: '202,999,204' })).toEqual([202, 204]);
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not lead from signing in to %s',
    (to) => {
      expect(signInSearch.parse({ to })).toEqual({ to: '/' });
    },
  );

  test('leads back to where one was', () => {
    expect(signInSearch.parse({ to: '/activities?view=mine' })).toEqual({ to: '/activities?view=mine' });
  });
});
