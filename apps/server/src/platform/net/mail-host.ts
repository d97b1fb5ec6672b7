import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { NetError } from './net-error.ts';

/**
 * Networks in which no mail server lives: nobody's, neighbours on the link (where clouds keep their instances' secrets), many
 * at once. One's own networks and this machine are where mail servers usually are.
 */
const networks = {
  ipv4: ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'],
  ipv6: ['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::254/128'],
} as const;

/** The address of a mail server that somebody named on a page; what is checked is what is connected to. Rejects with `host_not_allowed`. */
export async function mailHostAddress(host: string): Promise<string> {
  const blocked = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const network of networks[family]) {
      const [address = '', bits] = network.split('/');
      blocked.addSubnet(address, Number(bits), family);
    }
  }
  const found = await lookup(host, { all: true });
  const usable = found.find(({ address }) => !blocked.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
  if (usable) return usable.address;
  throw new NetError('host_not_allowed', `${host} lies in a network where no mail server is`);
}
