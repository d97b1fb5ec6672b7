import { BlockList, isIP } from 'node:net';

/** Whether only this machine itself can reach the name or address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '');
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d+){3}$/.test(name)
  );
}

/** An origin: scheme, host and port, nothing else. */
export function parseOrigin(text: string): URL | null {
  const url = parseWeb(text);
  if (!url || url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  return url;
}

/** An http or https address without a user. */
export function parseWeb(text: string): URL | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url;
}

/** A numeric address, or a network as `address/bits`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}
