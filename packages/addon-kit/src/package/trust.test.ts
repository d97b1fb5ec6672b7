import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleFiles } from '../../testing/sample-package.ts';
import { packageLimits } from './limits.ts';
import { packPackage, signPackage } from './pack-package.ts';
import { readArchive } from './read-archive.ts';
import { readPackage } from './read-package.ts';
import { refusalSentences } from './refusals.ts';
import { generatePublisherKey, publicHalfOf } from './signature.ts';
import { verifyPackage } from './verify-package.ts';

const key = generatePublisherKey();
const publishers = { [key.keyId]: { name: 'Fernwart', publicKey: key.publicKey } };

async function signed(change: Record<string, string | null> = {}): Promise<Buffer> {
  return signPackage(
    await packPackage({ files: sampleFiles(change) }),
    key.privateKey,
    key.keyId,
    'Somebody',
  );
}
async function repacked(change: (files: Map<string, Buffer>) => void): Promise<Buffer> {
  const files = await readArchive(await signed(), packageLimits);
  change(files);
  return packPackage({ files: Object.fromEntries(files) });
}
const changeSignature =
  (change: (signature: { keyId: string; publisher: string; signature: string }) => void) =>
  (files: Map<string, Buffer>) => {
    const document = JSON.parse(String(files.get('signature.json')));
    change(document);
    files.set('signature.json', Buffer.from(JSON.stringify(document)));
  };

describe('signatures that do not match the files', () => {
  test.each([
    [
      'a changed file',
      'signature_file_changed',
      (files: Map<string, Buffer>) => files.set('server.js', Buffer.from('evil()')),
    ],
    [
      'a surplus file',
      'signature_file_surplus',
      (files: Map<string, Buffer>) => files.set('README.md', Buffer.from('new')),
    ],
    [
      'a missing file',
      'signature_file_missing',
      (files: Map<string, Buffer>) => files.delete('migrations/0001_tables.sql'),
    ],
  ])('%s is refused', async (_name, code, change) => {
    const zip = await repacked((files) => void change(files));
    await expect(readPackage(zip)).rejects.toMatchObject({ code });
  });
});

describe('trust', () => {
  test('an unsigned package is refused unless the configuration names it', async () => {
    const read = await readPackage(await packPackage({ files: sampleFiles() }));
    expect(() => verifyPackage(read, publishers, ['other'])).toThrow(
      expect.objectContaining({ code: 'unsigned' }),
    );
    expect(verifyPackage(read, publishers, ['sample'])).toEqual({
      state: 'unsigned_allowed',
      publisher: null,
      keyId: null,
    });
  });

  test('an unknown key is refused unless the configuration names the package', async () => {
    const read = await readPackage(await signed());
    expect(() => verifyPackage(read, {}, [])).toThrow(expect.objectContaining({ code: 'publisher_unknown' }));
    expect(verifyPackage(read, {}, ['sample'])).toMatchObject({
      state: 'unsigned_allowed',
      keyId: key.keyId,
    });
  });

  test.each([
    [
      'one flipped bit',
      (document: { signature: string }) => {
        const bytes = Buffer.from(document.signature, 'base64');
        bytes[10] = (bytes[10] ?? 0) ^ 1;
        document.signature = bytes.toString('base64');
      },
    ],
    [
      'another publisher name',
      (document: { publisher: string }) => {
        document.publisher = 'TeamViewer';
      },
    ],
  ])('a signature with %s is refused even where unsigned ones are allowed', async (_name, change) => {
    const read = await readPackage(await repacked(changeSignature(change)));
    expect(() => verifyPackage(read, publishers, ['sample'])).toThrow(
      expect.objectContaining({ code: 'signature_wrong' }),
    );
  });

  test('a foreign key under a trusted id is refused', async () => {
    const foreign = generatePublisherKey();
    const zip = await signPackage(await packPackage({ files: sampleFiles() }), foreign.privateKey, key.keyId);
    const read = await readPackage(zip);
    expect(() => verifyPackage(read, publishers, [])).toThrow(
      expect.objectContaining({ code: 'signature_wrong' }),
    );
  });

  test('a key of another kind makes no signature', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const read = await readPackage(await signed());
    expect(() => verifyPackage(read, { [key.keyId]: { name: 'Fernwart', publicKey: spki } }, [])).toThrow(
      expect.objectContaining({ code: 'signature_wrong' }),
    );
  });

  test('a trusted signature is told by the name in the configuration, not by what the package says', async () => {
    const read = await readPackage(await signed());
    expect(verifyPackage(read, publishers, [])).toEqual({
      state: 'trusted',
      publisher: 'Fernwart',
      keyId: key.keyId,
    });
  });
});

test('the same files give the same bytes, in whatever order and however often signed', async () => {
  const files = sampleFiles();
  const other = Object.fromEntries(Object.entries(files).toReversed());
  expect(await packPackage({ files: other })).toEqual(await packPackage({ files }));
  expect(await signPackage(await signed(), key.privateKey, key.keyId, 'Somebody')).toEqual(await signed());
});

test('a folder is packed without what does not belong into a package', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fernwart-pack-'));
  for (const [path, content] of Object.entries({
    ...sampleFiles(),
    'src/index.ts': '',
    '.env': 'SECRET=1',
  })) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  expect(await packPackage({ dir })).toEqual(await packPackage({ files: sampleFiles() }));
});

test('key ids are told from the public key', () => {
  expect(publicHalfOf(key.privateKey)).toEqual({ keyId: key.keyId, publicKey: key.publicKey });
});

test('no two refusals share a sentence', () => {
  for (const language of ['de', 'en'] as const) {
    const sentences = Object.values(refusalSentences).map((sentence) => sentence[language]);
    expect(new Set(sentences).size).toBe(sentences.length);
  }
});
