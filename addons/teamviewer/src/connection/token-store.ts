import type { Host } from '@fernwart/addon-kit';
import { type AccessToken, refreshTokens, type TokenPair, type TokenSource } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { isPassing, type Trouble, troubleOf } from '../shared/trouble.ts';
import { breakConnection } from './break-connection.ts';
import { isSpent, type RefreshOutcome, refreshDeadline, refreshLease } from './model.ts';
import { oauthDeps } from './ports.ts';
import {
  type Connection,
  findConnection,
  noteTrouble,
  releaseLease,
  storeRefreshed,
  takeLease,
} from './store.ts';
import { accessPurpose, planRenewal, refreshPurpose, sealPair } from './token-pair.ts';

/** The only path to a token of a connection. */
export interface TokenStore extends TokenSource {
  /** Renews the generation, or waits for whoever is doing so. */
  refresh(generation: number): Promise<RefreshOutcome>;
  /** The generation that was handed out last: the one that a second 401 speaks of. */
  readonly handedOut: number | null;
}

/** What a caller is told when there is no token; the client tells the two apart by `code`. */
class NoTokenError extends Error {
  readonly code: 'sign_in_again' | 'try_later';
  constructor(code: 'sign_in_again' | 'try_later') {
    super(
      code === 'sign_in_again'
        ? 'The connection needs an administrator.'
        : 'No token can be had at the moment.',
    );
    this.code = code;
  }
}

const pollPause = Temporal.Duration.from({ milliseconds: 100 });
const storeTries = 5;

export function createTokenStore(host: Host, settings: Settings): TokenStore {
  let handedOut: number | null = null;

  async function current(): Promise<AccessToken> {
    const connection = await usable();
    if (isSpent(connection.expiresAt, host.clock.now())) return renew(connection.generation);
    return handOut(connection);
  }

  async function renew(failedGeneration: number): Promise<AccessToken> {
    const before = await usable();
    if (before.generation === failedGeneration) {
      const outcome = await refresh(failedGeneration);
      if (outcome.kind === 'reconnect_needed') throw new NoTokenError('sign_in_again');
      if (outcome.kind === 'try_later') throw new NoTokenError('try_later');
    }
    return handOut(await usable());
  }

  /** Others wait here for the new generation while one of them refreshes; nobody holds a transaction open. */
  async function refresh(generation: number): Promise<RefreshOutcome> {
    const giveUpAt = host.clock.now().add(refreshLease).add(refreshDeadline);
    for (;;) {
      const connection = await findConnection(host.sql, settings.id);
      if (connection === null || connection.state !== 'connected') {
        return { kind: 'reconnect_needed', trouble: connection?.trouble ?? { code: 'not_connected' } };
      }
      if (connection.generation > generation) return { kind: 'refreshed', generation: connection.generation };
      const holder = host.random(12);
      if (await takeLease(host.sql, settings.id, generation, holder, refreshLease)) {
        return refreshLeased(connection, holder);
      }
      if (Temporal.Instant.compare(host.clock.now(), giveUpAt) >= 0) {
        return { kind: 'try_later', trouble: { code: 'try_later' } };
      }
      await host.clock.sleep(pollPause);
    }
  }

  async function refreshLeased(connection: Connection, holder: string): Promise<RefreshOutcome> {
    try {
      const pair = await requestPair(connection);
      return await storePair(connection, pair);
    } catch (error) {
      const trouble = troubleOf(error);
      if (!isPassing(trouble) && trouble.code !== 'our_fault') return giveUp(connection, trouble);
      await releaseLease(host.sql, settings.id, holder);
      if (await noteTrouble(host.sql, settings.id, trouble, host.clock.now())) {
        // The planned renewal goes on by itself and clears this; a ping with the old token would clear it too early.
        await host.transaction((tx) => tx.touch(`configuration:${settings.id}`));
        host.log.warn('A TeamViewer token could not be renewed for now', {
          configuration: settings.id,
          code: trouble.code,
        });
      }
      return { kind: 'try_later', trouble };
    }
  }

  async function requestPair(connection: Connection): Promise<TokenPair> {
    if (connection.refreshToken === null || settings.clientSecret === null)
      throw new NoTokenError('sign_in_again');
    const refreshToken = await host.secrets.open(connection.refreshToken, refreshPurpose(settings.id));
    return refreshTokens(oauthDeps(host, settings, refreshDeadline), {
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      refreshToken,
    });
  }

  /**
   * Beyond this point the old refresh token is dead and the new pair exists in this memory alone, so storing it is
   * tried again before anything else may happen.
   */
  async function storePair(connection: Connection, pair: TokenPair): Promise<RefreshOutcome> {
    const sealed = await sealPair(host, settings.id, pair, host.clock.now());
    for (let tries = 1; ; tries += 1) {
      try {
        const stored = await host.transaction(async (tx) => {
          if (!(await storeRefreshed(tx.sql, settings.id, connection.generation, sealed))) return false;
          await planRenewal(tx, settings.id, connection.generation + 1, sealed);
          await tx.touch(`configuration:${settings.id}`);
          return true;
        });
        if (!stored) host.log.warn('A renewed token came after a newer one', { configuration: settings.id });
        return { kind: 'refreshed', generation: connection.generation + 1 };
      } catch (error) {
        if (tries === storeTries) {
          host.log.error('A renewed TeamViewer token could not be stored', { configuration: settings.id });
          throw error;
        }
        await host.clock.sleep(pollPause);
      }
    }
  }

  async function giveUp(connection: Connection, trouble: Trouble): Promise<RefreshOutcome> {
    await breakConnection(host, settings, connection.generation, trouble);
    return { kind: 'reconnect_needed', trouble };
  }

  async function usable(): Promise<Connection> {
    const connection = await findConnection(host.sql, settings.id);
    if (connection === null || connection.state !== 'connected') throw new NoTokenError('sign_in_again');
    return connection;
  }

  async function handOut(connection: Connection): Promise<AccessToken> {
    if (connection.accessToken === null) throw new NoTokenError('sign_in_again');
    const value = await host.secrets.open(connection.accessToken, accessPurpose(settings.id));
    handedOut = connection.generation;
    return { value, generation: connection.generation };
  }

  return {
    current,
    renew,
    refresh,
    get handedOut() {
      return handedOut;
    },
  };
}
