import type { DeskPorts } from './desk-ports.ts';

/**
 * What several contributions ask about the same subject in order to answer one request, each of it read once. It lives as
 * long as that request, so that nothing in it is older.
 */
export interface Look {
  readonly desk: Pick<DeskPorts, 'activities' | 'assets' | 'configurations'>;
  /** What packages' own statements answered, by package, text and values; emptied when a package writes. */
  readonly answers: Map<string, Promise<readonly object[]>>;
}

export function oneLook(ports: DeskPorts): Look {
  return { desk: deskOnce(ports), answers: new Map() };
}

function deskOnce({ activities, assets, configurations }: DeskPorts): Look['desk'] {
  return {
    activities: { ...activities, get: once(activities.get) },
    assets: { ...assets, get: once(assets.get), ofActivity: once(assets.ofActivity) },
    configurations: {
      list: once(configurations.list),
      get: once(configurations.get),
      default: once(configurations.default),
    },
  };
}

function once<Ids extends readonly string[], T>(
  ask: (...ids: Ids) => Promise<T>,
): (...ids: Ids) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (...ids) => {
    const key = JSON.stringify(ids);
    const answer = asked.get(key) ?? ask(...ids);
    asked.set(key, answer);
    return answer;
  };
}
