import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ServerCertificate {
  key: string;
  cert: string;
}

const run = promisify(execFile);
const curve = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256';

/**
 * Makes a certificate authority for this one start, a server certificate signed by it, and writes the authority's
 * certificate to `writeCaTo`, for clients to trust. Its key is thrown away, so nothing else can ever be signed
 * with it. Node cannot issue certificates; the system's `openssl` does. Rejects when that is missing.
 */
export async function issueCertificate(writeCaTo: string, host: string): Promise<ServerCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'teamviewer-emulator-'));
  const file = (name: string) => join(folder, name);
  try {
    const openssl = opensslIn(folder);
    await openssl(
      `req -x509 ${curve} -days 365 -subj /CN=TeamViewer-emulator-local-authority -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.crt`,
    );
    await openssl(`req -new ${curve} -subj /CN=localhost -keyout server.key -out server.csr`);
    const names = ['DNS:localhost', 'IP:127.0.0.1', 'IP:::1'];
    if (host !== '127.0.0.1') names.push(isIP(host) ? `IP:${host}` : `DNS:${host}`);
    await writeFile(
      file('names'),
      `subjectAltName=${names.join(',')}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
    );
    await openssl(
      'x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -sha256 -extfile names -out server.crt',
    );
    const [key, cert, ca] = await Promise.all(
      ['server.key', 'server.crt', 'ca.crt'].map((name) => readFile(file(name), 'utf8')),
    );
    await writeFile(writeCaTo, ca ?? '');
    return { key: key ?? '', cert: cert ?? '' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function opensslIn(folder: string): (command: string) => Promise<void> {
  return async (command) => {
    try {
      await run('openssl', command.split(' '), { cwd: folder });
    } catch (cause) {
      throw new Error(
        'TLS needs the program `openssl` (1.1.1 or newer). Install it, or start without --tls.',
        {
          cause,
        },
      );
    }
  };
}
