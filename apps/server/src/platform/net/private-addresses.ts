import { BlockList, isIP } from 'node:net';

/** Networks that no declared host may lie in (IANA special-purpose address registries): this machine, its neighbours, nobody. */
const networks = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ],
  ipv6: ['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
} as const;

/** Tells for a numeric address whether it is no public one; IPv4 written as IPv6 is looked through. */
export function privateAddresses(): (address: string) => boolean {
  const blocked = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const network of networks[family]) {
      const [address = '', bits] = network.split('/');
      blocked.addSubnet(address, Number(bits), family);
    }
  }
  return (address) => {
    const family = isIP(address);
    return family === 0 || blocked.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}
