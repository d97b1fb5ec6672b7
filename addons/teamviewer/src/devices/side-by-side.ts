/** For works of which none needs what another one writes. All have come to an end when one of them has failed. */
export async function sideBySide(...works: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) if (ended.status === 'rejected') throw ended.reason;
}
