import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { NetError } from './net-error.ts';

/** Resolves names to public addresses alone: what is checked here is what is connected to. */
export function publicLookup(isPrivate: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        done(error, '');
        return;
      }
      const usable = addresses.filter(({ address }) => !isPrivate(address));
      const [first] = usable;
      if (!first) {
        done(new NetError('host_not_allowed', `${host} lies in a private network`), '');
        return;
      }
      answer(options.all === true, usable, first, done);
    });
  };
}

function answer(
  all: boolean,
  usable: LookupAddress[],
  first: LookupAddress,
  done: Parameters<LookupFunction>[2],
): void {
  if (all) done(null, usable);
  else done(null, first.address, first.family);
}
