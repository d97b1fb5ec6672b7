import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerConfig } from '@fernwart/server';
import { z } from 'zod';
import { repository } from './repository.ts';

const publisher = z.object({ keyId: z.string(), name: z.string(), publicKey: z.string() });

/** The key that signs this checkout's own packages. Everybody has it, so only the demo trusts it. */
export function developmentPublishers(): ServerConfig['publishers'] {
  const file = join(repository, 'tools/keys/DEVELOPMENT-publisher.json');
  const { keyId, name, publicKey } = publisher.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { [keyId]: { name, publicKey } };
}
