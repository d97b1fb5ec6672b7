import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { permissions } from '../../packages/addon-kit/src/manifest.ts';

function text(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** `activities.get`, `sql` … of an interface in host.ts. */
function calls(interfaceName: string): string[] {
  const source = ts.createSourceFile(
    'host.ts',
    text('packages/addon-kit/src/host.ts'),
    ts.ScriptTarget.Latest,
  );
  const declaration = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName,
  );
  if (!declaration || !ts.isInterfaceDeclaration(declaration))
    throw new Error(`no interface ${interfaceName}`);
  return declaration.members.flatMap((member) => {
    const name = member.name && ts.isIdentifier(member.name) ? member.name.text : '';
    const nested =
      ts.isPropertySignature(member) && member.type && ts.isTypeLiteralNode(member.type)
        ? member.type.members
        : [];
    return nested.length === 0
      ? [name]
      : nested.map((one) => `${name}.${one.name && ts.isIdentifier(one.name) ? one.name.text : ''}`);
  });
}

test('every call of `host` stands in ADR 0005', () => {
  const page = text('docs/adr/0005-host-calls-on-matrix42.md');
  const known = ['package.id', 'package.version'];
  const ours = /`(?:tx\.)?([a-zA-Z.]+)(?:\([^`]*\))?`/g;
  const named = new Set(
    [...page.matchAll(ours)].flatMap(([, call = '']) => [call, call.split('.', 1)[0] ?? '']),
  );
  const wanted = [...calls('Host'), ...calls('Transaction')].filter((call) => !known.includes(call));
  expect(wanted.length).toBeGreaterThan(20);
  const missing = wanted.filter(
    (call) => !named.has(call) && !['configurations', 'secrets'].includes(call.split('.', 1)[0] ?? ''),
  );
  expect(missing).toEqual([]);
});

test('every permission stands in docs/extend', () => {
  const page = text('docs/extend/README.md');
  expect(permissions.filter((permission) => !page.includes(`\`${permission}\``))).toEqual([]);
});
