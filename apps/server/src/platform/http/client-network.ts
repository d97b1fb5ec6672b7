import { normalizeIP } from '@fastify/rate-limit';

/** What one caller is counted by: the address, or the /64 network that one IPv6 customer is given. */
export function clientNetwork(address: string): string {
  return normalizeIP(address, 64);
}
